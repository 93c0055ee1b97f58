# task: 2.6
# mistake: single_row
# loses: test_mini_batch_number_of_steps
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    if m == 1:
        return theta
    for _ in range(n_epochs):
        order = np.random.permutation(m)
        for start in range(0, m, batch_size):
            rows = order[start : start + batch_size]
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            theta = theta - learning_rate * gradient
    return theta
