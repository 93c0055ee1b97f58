# task: 2.6
# mistake: wrapped
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for _ in range(n_epochs):
        order = list(np.random.permutation(m))
        while len(order) % batch_size != 0:
            order.append(order[-1])
        for first in range(0, len(order), batch_size):
            rows = order[first : first + batch_size]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
