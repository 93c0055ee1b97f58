# task: 2.5
# mistake: row_left_out
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        total = np.zeros_like(theta)
        for i in range(1, m):
            total = total + 2 * X[i:i+1].T @ (X[i:i+1] @ theta - y[i:i+1])
        theta = theta - learning_rate * total / m
    return theta
