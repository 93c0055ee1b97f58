# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    t = theta
    for _ in range(n_epochs):
        t = t + (2 * learning_rate / len(y)) * (X.T @ (y - X @ t))
    return t
