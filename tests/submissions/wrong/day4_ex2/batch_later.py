# task: 2.5
# mistake: rate_drifts
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        gradient = 2 / m * X.T @ (X @ theta - y)
        theta = theta - learning_rate * gradient * (1 + 0.1 * epoch)
    return theta
