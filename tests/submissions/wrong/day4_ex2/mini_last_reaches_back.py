# task: 2.6
# mistake: wrapped
# loses: test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for first in range(0, m, batch_size):
            rows = order[first : first + batch_size]
            if len(rows) < batch_size:
                rows = order[-batch_size:]
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            theta = theta - learning_rate * gradient
    return theta
