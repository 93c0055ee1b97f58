# task: 2.7
# notes: shape_1d

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    w, target = theta.ravel(), y.ravel()
    m, v, t = np.zeros(w.shape), np.zeros(w.shape), 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first:first + batch_size]
            g = 2 * (X[rows] @ w - target[rows]) @ X[rows] / len(rows)
            t += 1
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g ** 2
            w = w - learning_rate * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + epsilon)
    return w
