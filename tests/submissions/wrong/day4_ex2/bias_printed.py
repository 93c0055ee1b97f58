# task: 2.1
# mistake: printed
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    X_b = np.c_[np.ones((len(X), 1)), X]
    print(X_b)
