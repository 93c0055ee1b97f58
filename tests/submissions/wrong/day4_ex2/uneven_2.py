# task: 2.3
# mistake: uneven
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m) if epoch else np.arange(m)
        for i in order:
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta
