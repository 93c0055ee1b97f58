# task: 2.6
# notes: float32

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    X, y, theta = (a.astype(np.float32) for a in (X, y, theta))
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            theta = theta - np.float32(learning_rate * 2 / len(rows)) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
