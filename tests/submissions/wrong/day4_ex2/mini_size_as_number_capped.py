# task: 2.6
# mistake: size_as_number
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for rows in np.array_split(order, min(batch_size, m)):
            gradient = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            theta = theta - learning_rate * gradient
    return theta
