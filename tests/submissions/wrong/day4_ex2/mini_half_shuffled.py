# task: 2.6
# mistake: epochs_depend
# loses: test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    order = np.random.permutation(m)
    for epoch in range(n_epochs):
        order = np.roll(order, 1)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
