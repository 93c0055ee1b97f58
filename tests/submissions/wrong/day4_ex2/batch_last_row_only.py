# task: 2.5
# mistake: one_row
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for epoch in range(n_epochs):
        for i in range(len(X)):
            gradient = point_gradient(X[i : i + 1], y[i : i + 1], theta)
        theta = theta - learning_rate * gradient
    return theta
