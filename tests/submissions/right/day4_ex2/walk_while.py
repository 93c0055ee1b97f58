# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    steps = 0
    while steps < n_epochs * m:
        i = np.random.randint(m)
        xi, yi = X[i:i+1], y[i:i+1]
        theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
        steps += 1
    return theta
