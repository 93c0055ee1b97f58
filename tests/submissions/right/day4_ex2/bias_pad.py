# task: 2.1

import numpy as np


def add_bias(X):
    return np.pad(X, ((0, 0), (1, 0)), constant_values=1)
