# task: 2.1
# mistake: other_rows
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data

import numpy as np


def add_bias(X):
    X_b = np.c_[np.ones((len(X), 1)), X]
    np.random.shuffle(X_b)
    return X_b
