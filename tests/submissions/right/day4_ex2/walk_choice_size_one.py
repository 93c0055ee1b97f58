# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        for _ in range(m):
            index = np.random.choice(m, size=1)
            xi, yi = X[index], y[index]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
