# task: 2.1

import numpy as np


def add_bias(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])
