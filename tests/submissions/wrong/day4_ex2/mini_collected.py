# task: 2.6
# mistake: later_steps
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        total = np.zeros_like(theta)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            total += 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
        theta = theta - learning_rate * total
    return theta
