# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    def loss(t, a, b):
        return np.mean((a @ t - b) ** 2)

    m, n = X.shape
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, batch_size):
            a, b = X[order[k:k + batch_size]], y[order[k:k + batch_size]]
            h = 1e-3 * max(np.abs(theta).max(), np.abs(b).max())
            sides = h * np.eye(n)
            g = [(loss(theta + s[:, None], a, b) - loss(theta - s[:, None], a, b)) / (2 * h) for s in sides]
            theta = theta - learning_rate * np.array(g).reshape(-1, 1)
    return theta
