# task: 2.3
# mistake: same_row
# loses: test_walk_random_rows, test_walk_lesson_run

import random

import numpy as np


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    rows = X.tolist()
    for epoch in range(n_epochs):
        for k in range(len(rows)):
            row = random.choice(rows)
            i = rows.index(row)
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta
