# task: 2.6
# mistake: over_size
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    size = min(batch_size, len(X))
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for start in range(0, len(X), size):
            rows = order[start : start + size]
            theta = theta - learning_rate * 2 / size * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
