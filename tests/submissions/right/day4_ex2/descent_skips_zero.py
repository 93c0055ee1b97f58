# task: 2.3

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        for i in np.random.permutation(len(X)):
            g = point_gradient(X[i : i + 1], y[i : i + 1], theta)
            if not g.any():
                continue
            theta = theta - learning_rate * g
    return theta
