# task: 2.5
# notes: shape_1d

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    w, target = theta.ravel(), y.ravel()
    for _ in range(n_epochs):
        w = w - learning_rate * 2 / len(target) * (X @ w - target) @ X
    return w
