# task: 2.3
# mistake: left_out
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    far = np.abs(y - y.mean()) > 3 * y.std() + 1e-9
    rows = np.flatnonzero(~far.ravel())
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.choice(rows)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
