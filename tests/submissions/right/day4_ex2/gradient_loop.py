# task: 2.2

import numpy as np


def point_gradient(xi, yi, theta):
    n = xi.shape[1]
    prediction = 0.0
    for j in range(n):
        prediction += xi[0, j] * theta[j, 0]
    gradient = np.zeros((n, 1))
    for j in range(n):
        gradient[j, 0] = 2 * (prediction - yi[0, 0]) * xi[0, j]
    return gradient
