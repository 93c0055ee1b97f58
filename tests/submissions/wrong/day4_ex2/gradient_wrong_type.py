# task: 2.2
# mistake: wrong_type
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return {j: 2 * error.item() * xi[0, j] for j in range(len(theta))}
