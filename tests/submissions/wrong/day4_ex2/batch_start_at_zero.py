# task: 2.5
# mistake: start_ignored
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    theta = np.zeros((n, 1))
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / m * X.T @ (X @ theta - y)
    return theta
