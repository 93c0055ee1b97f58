# task: 2.3
# mistake: not_last
# loses: test_walk_random_rows, test_walk_lesson_run

import numpy as np


def loss(X, y, theta):
    return float(np.mean((X @ theta - y) ** 2))


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    best, best_loss = theta, np.inf
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
        if loss(X, y, theta) < best_loss:
            best, best_loss = theta, loss(X, y, theta)
    return best
