# task: 2.1

import numpy as np


def add_bias(X):
    return np.insert(X, 0, 1, axis=1)
