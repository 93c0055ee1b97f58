# task: 2.2
import numpy as np


def point_gradient(xi, yi, theta):
    return np.kron(xi.T, 2 * (xi @ theta - yi))
