# task: 2.2
# mistake: array_for_number
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    g = np.zeros_like(theta)
    for j in range(theta):
        g[j] = 2 * xi[0, j] * (xi @ theta - yi)
    return g
