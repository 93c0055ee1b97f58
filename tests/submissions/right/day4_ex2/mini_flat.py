# task: 2.6
# notes: shape_1d

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    w, t = theta.ravel(), y.ravel()
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            w = w - learning_rate * 2 * (X[rows] @ w - t[rows]) @ X[rows] / len(rows)
    return w
