# task: 2.6
# mistake: own_raise
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    assert m % batch_size == 0, "batch_size must divide the number of rows"
    for _ in range(n_epochs):
        order = np.random.permutation(m)
        for rows in np.split(order, m // batch_size):
            error = X[rows] @ theta - y[rows]
            theta = theta - learning_rate * 2 / batch_size * X[rows].T @ error
    return theta
