# task: 2.7

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    n = len(theta)
    theta = theta.copy()
    m, v, t = [0.0] * n, [0.0] * n, 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first:first + batch_size]
            error = X[rows] @ theta - y[rows]
            t += 1
            for j in range(n):
                g = 2 * float(np.mean(error[:, 0] * X[rows, j]))
                m[j] = beta1 * m[j] + (1 - beta1) * g
                v[j] = beta2 * v[j] + (1 - beta2) * g ** 2
                theta[j, 0] -= learning_rate * (m[j] / (1 - beta1 ** t)) / ((v[j] / (1 - beta2 ** t)) ** 0.5 + epsilon)
    return theta
