# task: 2.5
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    step = np.eye(n + 1)
    step[:n, :n] -= 2 * learning_rate / m * X.T @ X
    step[:n, n:] = 2 * learning_rate / m * X.T @ y
    return (np.linalg.matrix_power(step, n_epochs) @ np.vstack([theta, [[1.0]]]))[:n]
