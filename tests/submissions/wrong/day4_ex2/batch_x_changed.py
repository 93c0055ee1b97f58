# task: 2.5
# mistake: x_changed
# loses: test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / m * X.T @ (X @ theta - y)
    y -= X @ theta
    return theta
