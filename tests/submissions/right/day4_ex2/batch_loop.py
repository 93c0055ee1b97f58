# task: 2.5

import numpy as np


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    for epoch in range(n_epochs):
        total = np.zeros((n, 1))
        for i in range(m):
            total += point_gradient(X[i:i+1], y[i:i+1], theta)
        theta = theta - learning_rate * total / m
    return theta
