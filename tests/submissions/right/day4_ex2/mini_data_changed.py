# task: 2.6
# notes: data_changed

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        X[:], y[:] = X[order], y[order]
        for k in range(0, m, batch_size):
            xb, yb = X[k:k + batch_size], y[k:k + batch_size]
            theta = theta - learning_rate * 2 / len(xb) * xb.T @ (xb @ theta - yb)
    return theta
