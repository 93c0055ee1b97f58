# task: 2.2

import numpy as np


def point_gradient(xi, yi, theta):
    assert xi.shape[0] == 1
    assert theta.shape == (xi.shape[1], 1)
    gradient = 2 * np.multiply(xi, xi @ theta - yi).T
    assert gradient.shape == theta.shape
    return gradient
