# task: 2.6
# mistake: stops_early
# loses: test_mini_batch_number_of_steps
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        before = theta
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first : first + batch_size]
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            theta = theta - learning_rate * gradient
        if np.allclose(before, theta):
            break
    return theta
