# task: 2.5
# mistake: one_step
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    new = theta
    for _ in range(n_epochs):
        new = theta - learning_rate * 2 / m * X.T @ (X @ theta - y)
    return new
