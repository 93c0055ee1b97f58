# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    A, b = X.T @ X / len(X), X.T @ y / len(X)
    for _ in range(n_epochs):
        theta = theta - 2 * learning_rate * (A @ theta - b)
    return theta
