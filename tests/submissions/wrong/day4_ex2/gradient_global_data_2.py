# task: 2.2
# mistake: global_data
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    i = np.random.randint(len(X))
    return 2 * X[i:i+1].T @ (X[i:i+1] @ theta - y[i:i+1])
