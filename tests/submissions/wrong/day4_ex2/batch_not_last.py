# task: 2.5
# mistake: epoch_too_few
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    new = theta
    for _ in range(n_epochs):
        theta = new
        new = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta
