# task: 2.1
# mistake: other_rows
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data

import numpy as np


def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), np.sort(X, axis=0)])
