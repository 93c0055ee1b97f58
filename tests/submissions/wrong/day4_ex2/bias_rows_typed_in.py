# task: 2.1
# mistake: rows_typed_in
# loses: test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    return np.c_[np.ones((100, 1)), X]
