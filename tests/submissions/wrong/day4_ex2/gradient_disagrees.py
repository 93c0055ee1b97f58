# task: 2.2
# mistake: disagrees
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    noise = np.random.randn(*theta.shape)
    return 2 * xi.T @ error + noise
