# task: 2.3
# mistake: steps_vary
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            new = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
            if np.mean((X @ new - y) ** 2) <= np.mean((X @ theta - y) ** 2):
                theta = new
    return theta
