# task: 2.1
# mistake: integers
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    table = np.ones((len(X), 2), dtype=int)
    table[:, 1:] = X
    return table
