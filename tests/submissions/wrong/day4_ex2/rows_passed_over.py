# task: 2.3
# mistake: rows_passed_over
# loses: test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, 2):
            i = order[k]
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
