# task: 2.1

import numpy as np


def add_bias(X):
    return np.vander(X.ravel(), 2, increasing=True)
