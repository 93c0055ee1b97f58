# task: 2.6
# mistake: batch_descent
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for epoch in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta
