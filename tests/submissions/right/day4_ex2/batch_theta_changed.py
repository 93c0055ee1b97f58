# task: 2.5
# notes: theta_changed

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        theta -= learning_rate * 2 * X.T @ (X @ theta - y) / len(X)
    return theta
