# task: 2.2
# mistake: clipped
# loses: test_gradient_of_other_rows
import numpy as np


def point_gradient(xi, yi, theta):
    return np.clip(2 * xi.T @ (xi @ theta - yi), -1000, 1000)
