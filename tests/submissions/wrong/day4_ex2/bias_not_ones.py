# task: 2.1
# mistake: not_ones
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    bias = np.full((len(X), 1), 4.0)  # the line starts at 4
    return np.hstack([bias, X])
