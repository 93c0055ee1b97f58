# task: 2.1
# mistake: x_changed
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    ones = X
    ones[:] = 1
    return np.hstack([ones, X])
