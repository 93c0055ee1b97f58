# task: 2.3

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for k in range(m):
        for epoch in range(n_epochs):
            i = np.random.randint(m)
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta
