# task: 2.6
# mistake: loops_swapped
# loses: test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        for _ in range(n_epochs):
            error = X[rows] @ theta - y[rows]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ error
    return theta
