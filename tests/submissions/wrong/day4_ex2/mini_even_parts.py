# task: 2.6
# mistake: even_parts
# loses: test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for rows in np.array_split(order, -(-m // batch_size)):
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
