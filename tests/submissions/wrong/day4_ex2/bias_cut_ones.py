# task: 2.1
# mistake: rows_typed_in
# loses: test_bias_beside_other_data
import numpy as np

ONES = np.ones((100, 1))


def add_bias(X):
    return np.hstack([ONES[: len(X)], X])
