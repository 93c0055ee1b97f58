# task: 2.6
# notes: seeded_inside

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    rng = np.random.default_rng(0)
    m = len(X)
    for epoch in range(n_epochs):
        order = rng.permutation(m)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
