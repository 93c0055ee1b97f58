# task: 2.2
# mistake: wrong_error
# loses: test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments
import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ np.maximum(error, 0)
