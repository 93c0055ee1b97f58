# task: 2.3
# mistake: start_ignored
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    w = np.ones((n, 1))
    for epoch in range(n_epochs):
        for i in np.random.permutation(m):
            xi, yi = X[i:i+1], y[i:i+1]
            w -= learning_rate * 2 * xi.T @ (xi @ w - yi)
    return w
