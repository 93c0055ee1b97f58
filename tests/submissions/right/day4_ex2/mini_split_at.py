# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(y)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for rows in np.split(order, range(batch_size, m, batch_size)):
            theta = theta - 2 * learning_rate * np.einsum("ij,ik->jk", X[rows], X[rows] @ theta - y[rows]) / len(rows)
    return theta
