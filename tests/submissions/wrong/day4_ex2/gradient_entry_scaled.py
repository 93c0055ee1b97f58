# task: 2.2
# mistake: entry_scaled
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    error = (xi @ theta - yi).item()
    slopes = 2 * error * xi.T
    slopes[1:] *= 2
    return slopes
