# task: 2.5
# notes: float32

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    X, y, theta = X.astype(np.float32), y.astype(np.float32), theta.astype(np.float32)
    for _ in range(n_epochs):
        theta = theta - np.float32(learning_rate * 2 / len(X)) * X.T @ (X @ theta - y)
    return theta
