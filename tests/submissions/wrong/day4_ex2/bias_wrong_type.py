# task: 2.1
# mistake: wrong_type
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    return {"bias": np.ones((len(X), 1)), "x": X}
