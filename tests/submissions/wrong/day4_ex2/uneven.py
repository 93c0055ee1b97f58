# task: 2.3
# mistake: uneven
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        i = 0
        for _ in range(m):
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
            i = np.random.randint(m)
    return theta
