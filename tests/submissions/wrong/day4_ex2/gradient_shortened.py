# task: 2.2
# mistake: clipped
# loses: test_gradient_of_other_rows
import numpy as np


def point_gradient(xi, yi, theta):
    gradient = 2 * xi.T @ (xi @ theta - yi)
    length = np.linalg.norm(gradient)
    return gradient if length <= 500 else gradient / length * 500
