# task: 2.6
# mistake: single_rows
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
