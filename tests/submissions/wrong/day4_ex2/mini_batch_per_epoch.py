# task: 2.6
# mistake: batch_per_epoch
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        rows = np.random.permutation(m)[:batch_size]
        theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
