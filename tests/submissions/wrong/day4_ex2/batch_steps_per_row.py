# task: 2.5
# mistake: steps_per_row
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        for i in range(m):
            theta = theta - learning_rate * 2 / m * X.T @ (X @ theta - y)
    return theta
