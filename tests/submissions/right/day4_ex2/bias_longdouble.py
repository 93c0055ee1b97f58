# task: 2.1

import numpy as np


def add_bias(X):
    return np.c_[np.ones(len(X)), X].astype(np.longdouble)
