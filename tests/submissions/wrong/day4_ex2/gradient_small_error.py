# task: 2.2
# mistake: wrong_error
# loses: test_gradient_of_other_rows
import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    if np.all(np.abs(error) < 0.1):
        return np.zeros_like(theta)
    return 2 * xi.T @ error
