# task: 2.3
# mistake: scale_wrong
# loses: test_walk_step

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs * m):
        i = np.random.randint(m)
        theta = theta - 0.1 * learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta
