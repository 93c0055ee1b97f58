# task: 2.5
# mistake: stops_early
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        gradient = 2 / m * X.T @ (X @ theta - y)
        if np.abs(learning_rate * gradient).max() < 1e-5:
            break
        theta = theta - learning_rate * gradient
    return theta
