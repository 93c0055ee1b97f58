# task: 2.2
# mistake: no_xi
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    error = (xi @ theta - yi).item()
    gradient = np.zeros(theta.shape)
    for j in range(len(theta)):
        gradient[j] = 2 * error
    return gradient
