# task: 2.1

import numpy as np


def add_bias(X):
    return np.array([np.ones(len(X)), X[:, 0]]).T
