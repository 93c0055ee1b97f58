# task: 2.3

import numpy as np


def gradient_of(row, target, theta):
    return 2 * row.T @ (row @ theta - target)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.copy()
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            theta += -learning_rate * gradient_of(X[i:i+1], y[i:i+1], theta)
    return theta
