# task: 2.6
# mistake: short_batches
# loses: test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        ends = list(range(m, 0, -batch_size))[::-1]
        first = 0
        for end in ends:
            rows, first = order[first:end], end
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
