# task: 2.3
# mistake: follows_y
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    p = np.abs(y).ravel() + 1e-9
    p = p / p.sum()
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.choice(m, p=p)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
