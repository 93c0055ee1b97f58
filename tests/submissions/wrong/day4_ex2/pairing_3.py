# task: 2.3
# mistake: pairing
# loses: test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        targets = np.random.permutation(y)
        for i in range(m):
            xi, yi = X[i:i+1], targets[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
