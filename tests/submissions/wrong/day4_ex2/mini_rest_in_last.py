# task: 2.6
# mistake: steps_counted
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    number = max(m // batch_size, 1)
    for _ in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(number):
            end = m if k == number - 1 else (k + 1) * batch_size
            rows = order[k * batch_size : end]
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            theta = theta - learning_rate * gradient
    return theta
