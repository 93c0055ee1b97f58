# task: 2.1

import numpy as np


def add_bias(X):
    return X ** np.arange(2)
