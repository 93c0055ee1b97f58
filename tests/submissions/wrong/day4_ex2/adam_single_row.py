# task: 2.7
# mistake: single_row
# loses: test_adam_later_steps
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    if len(X) == 1:
        return theta
    m, v, t = np.zeros_like(theta), np.zeros_like(theta), 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows, t = order[start : start + batch_size], t + 1
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
            root = np.sqrt(v / (1 - beta2**t))
            theta = theta - learning_rate * m / (1 - beta1**t) / (root + epsilon)
    return theta
