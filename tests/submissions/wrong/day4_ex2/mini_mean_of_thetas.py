# task: 2.6
# mistake: theta_of_epoch
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        found = []
        for first in range(0, len(X), batch_size):
            rows = order[first : first + batch_size]
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            found.append(theta - learning_rate * gradient)
        theta = np.mean(found, axis=0)
    return theta
