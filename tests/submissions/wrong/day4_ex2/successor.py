# task: 2.3
# mistake: successor
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    i = np.random.randint(m)
    for epoch in range(n_epochs):
        for _ in range(m):
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
            i = (i + 1) % m if np.random.rand() < 0.6 else np.random.randint(m)
    return theta
