# task: 2.3
# mistake: row_repeated
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    order = np.random.permutation(m)
    for epoch in range(n_epochs):
        order = order[::-1]
        for i in order:
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
