# task: 2.2

import numpy as np


def loss_slope(error):
    return 2 * error


def point_gradient(xi, yi, theta):
    error = np.matmul(xi, theta) - yi
    return np.matmul(np.transpose(xi), loss_slope(error))
