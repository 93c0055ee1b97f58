# task: 2.5
# mistake: other_widths
# loses: test_batch_width

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.copy()
    for _ in range(n_epochs):
        error = X @ theta - y
        gradient = 2 / m * X.T @ error
        gradient[0] = 2 * error.mean()
        theta -= learning_rate * gradient
    return theta
