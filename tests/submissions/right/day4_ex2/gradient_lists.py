# task: 2.2

import numpy as np


def point_gradient(xi, yi, theta):
    x = xi[0].tolist()
    t = theta[:, 0].tolist()
    error = sum(a * b for a, b in zip(x, t)) - float(yi[0, 0])
    return np.array([[2 * error * a] for a in x])
