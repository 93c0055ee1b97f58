# task: 2.1

import numpy as np


def add_bias(X):
    print("adding a bias to", X.shape)
    return np.r_["1", np.ones((len(X), 1)), X]
