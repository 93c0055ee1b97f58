# task: 2.5
# mistake: one_entry
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.copy()
    for _ in range(n_epochs):
        theta[0] -= learning_rate * 2 * np.mean((X @ theta - y) * X[:, :1])
    return theta
