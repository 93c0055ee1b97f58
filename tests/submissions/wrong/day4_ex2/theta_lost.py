# task: 2.3
# mistake: theta_lost
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            theta =- learning_rate * point_gradient(X[i:i+1], y[i:i+1], theta)
    return theta
