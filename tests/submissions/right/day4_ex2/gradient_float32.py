# task: 2.2
# notes: float32

import numpy as np


def point_gradient(xi, yi, theta):
    return (2 * xi.T @ (xi @ theta - yi)).astype(np.float32)
