# task: 2.1
# mistake: ones_behind
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    return np.append(X, np.ones_like(X), axis=1)
