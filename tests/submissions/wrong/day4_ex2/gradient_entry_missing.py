# task: 2.2
# mistake: entry_missing
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    gradient = np.zeros_like(theta)
    gradient[1:] = 2 * xi[:, 1:].T @ (xi @ theta - yi)
    return gradient
