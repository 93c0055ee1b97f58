# task: 2.3
# mistake: rate_squared
# loses: test_walk_step, test_walk_lesson_run

import numpy as np


def step(xi, yi, theta, learning_rate):
    return learning_rate * 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.copy()
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            theta -= learning_rate * step(X[i:i+1], y[i:i+1], theta, learning_rate)
    return theta
