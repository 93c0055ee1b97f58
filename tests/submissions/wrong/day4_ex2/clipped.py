# task: 2.3
# mistake: several_rows
# loses: test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for k in range(m):
            i = np.random.randint(m)
            g = np.clip(point_gradient(X[i : i + 1], y[i : i + 1], theta), -1000, 1000)
            theta = theta - learning_rate * g
    return theta
