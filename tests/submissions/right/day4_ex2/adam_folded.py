# task: 2.7

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    m = v = np.zeros_like(theta)
    t = 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first:first + batch_size]
            g = -2 / rows.size * X[rows].T @ (y[rows] - X[rows] @ theta)
            t = t + 1
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g ** 2
            root = np.sqrt(1 - beta2 ** t)
            rate = learning_rate * root / (1 - beta1 ** t)
            theta = theta - rate * m / (np.sqrt(v) + epsilon * root)
    return theta
