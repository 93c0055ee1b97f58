# task: 2.6
# mistake: with_replacement
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, batch_size):
            rows = np.random.randint(0, m, batch_size)
            xb, yb = X[rows], y[rows]
            gradient = 2 / len(rows) * xb.T @ (xb @ theta - yb)
            theta = theta - learning_rate * gradient
    return theta
