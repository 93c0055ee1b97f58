# task: 2.1
# mistake: flat_ones
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    bias = np.ones(X.shape[0])
    return np.concatenate((bias, X), axis=1)
