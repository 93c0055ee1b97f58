# task: 2.1

import numpy as np


def add_bias(X):
    return np.column_stack((np.ones(len(X)), X))
