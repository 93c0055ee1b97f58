# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            gradient = -2 * (yi - xi @ theta) * xi.T
            theta = theta - learning_rate * gradient
    return theta
