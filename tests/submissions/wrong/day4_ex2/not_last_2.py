# task: 2.3
# mistake: not_last
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    best = np.inf
    for epoch in range(n_epochs):
        for k in range(m):
            i = np.random.randint(m)
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
        loss = np.mean((X @ theta - y) ** 2)
        if loss > best:
            break
        best = loss
    return theta
