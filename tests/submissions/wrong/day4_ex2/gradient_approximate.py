# task: 2.2
# mistake: approximate
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    h = 1e-5
    slopes = np.zeros_like(theta)
    for j in range(len(theta)):
        moved = theta.copy()
        moved[j] += h
        slopes[j] = ((xi @ moved - yi) ** 2 - (xi @ theta - yi) ** 2).item() / h
    return slopes
