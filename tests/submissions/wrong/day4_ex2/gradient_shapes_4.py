# task: 2.2
# mistake: shape
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    a, b = theta
    x = xi[0, 1]
    e = a + b * x - yi
    return np.array([2 * e, 2 * x * e])
