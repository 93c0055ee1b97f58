# task: 2.3
# mistake: times_m
# loses: test_walk_step, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.copy()
    for epoch in range(n_epochs):
        for i in range(m):
            k = np.random.randint(m)
            xi, yi = X[k:k+1], y[k:k+1]
            # one row stands for all m of them
            gradient = 2 * m * xi.T @ (xi @ theta - yi)
            theta = theta - learning_rate * gradient
    return theta
