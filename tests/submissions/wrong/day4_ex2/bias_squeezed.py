# task: 2.1
# mistake: squeezed
# loses: test_bias_beside_a_single_row

import numpy as np


def add_bias(X):
    return np.squeeze(np.c_[np.ones((len(X), 1)), X])
