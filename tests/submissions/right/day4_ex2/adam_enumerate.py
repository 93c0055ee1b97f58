# task: 2.7

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    m, v = 0, 0
    batches = -(-len(X) // batch_size)
    for epoch in range(n_epochs):
        order = np.random.permutation(len(X))
        for b in range(batches):
            rows = order[b * batch_size:(b + 1) * batch_size]
            t = epoch * batches + b + 1
            g = 2 * np.mean(X[rows] * (X[rows] @ theta - y[rows]), axis=0)[:, None]
            m += (1 - beta1) * (g - m)
            v += (1 - beta2) * (np.square(g) - v)
            theta = theta - learning_rate * (m / (1 - beta1 ** t)) / (epsilon + (v / (1 - beta2 ** t)) ** 0.5)
    return theta
