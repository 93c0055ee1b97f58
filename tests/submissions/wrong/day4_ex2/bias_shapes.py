# task: 2.1
# mistake: shapes
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data

import numpy as np


def add_bias(X):
    return np.vstack([np.ones(len(X)), X]).T
