# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    w, target = theta.flatten(), y.flatten()
    for _ in range(n_epochs):
        w = w - learning_rate * 2 * ((X @ w - target)[:, None] * X).mean(axis=0)
    return w.reshape(-1, 1)
