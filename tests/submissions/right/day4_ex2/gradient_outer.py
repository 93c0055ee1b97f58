# task: 2.2

import numpy as np


def point_gradient(xi, yi, theta):
    return 2 * np.outer(xi, xi @ theta - yi)
