# task: 2.6
# mistake: few_orders
# loses: test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    order = np.arange(m)
    for _ in range(n_epochs):
        for first in range(0, m, batch_size):
            rows = order[first : first + batch_size]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
        order = order[::-1]
    return theta
