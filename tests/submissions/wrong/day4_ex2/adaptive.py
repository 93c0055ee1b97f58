# task: 2.3
# mistake: adaptive
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    t, mean, square = 0, np.zeros_like(theta), np.zeros_like(theta)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            gradient = 2 * xi.T @ (xi @ theta - yi)
            t += 1
            mean = 0.9 * mean + 0.1 * gradient
            square = 0.999 * square + 0.001 * gradient ** 2
            step = (mean / (1 - 0.9 ** t)) / (np.sqrt(square / (1 - 0.999 ** t)) + 1e-8)
            theta = theta - learning_rate * step
    return theta
