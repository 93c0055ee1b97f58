# task: 2.2
# mistake: global_data
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


X, y = make_data()
X_b = np.c_[np.ones((100, 1)), X]
theta_start = np.zeros((2, 1))


def point_gradient(xi, yi, theta):
    row, target = X_b[0:1], y[0:1]
    return 2 * row.T @ (row @ theta_start - target)
