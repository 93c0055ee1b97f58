# task: 2.5
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = X.shape[0]
    A, b = 2 / m * X.T @ X, 2 / m * X.T @ y
    for _ in range(n_epochs):
        theta = theta - learning_rate * (A @ theta - b)
    return theta.copy()
