# task: 2.6
# mistake: empty_batch
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first:batch_size]
            errors = X[rows] @ theta - y[rows]
            theta = theta - learning_rate * 2 * np.mean(X[rows] * errors, axis=0)[:, None]
    return theta
