# task: 2.3
# mistake: rounded
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for epoch in range(n_epochs):
        for i in np.random.permutation(len(X)):
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta.round(7)
