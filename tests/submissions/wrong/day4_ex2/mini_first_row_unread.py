# task: 2.6
# mistake: row_unread
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        order = 1 + np.random.permutation(len(X) - 1)
        for k in range(0, len(order), batch_size):
            rows = order[k : k + batch_size]
            slope = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
            theta = theta - learning_rate * slope
    return theta
