# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    indices = np.arange(len(X))
    for _ in range(n_epochs):
        for _ in indices:
            i = np.random.choice(indices)
            xi, yi = X[[i]], y[[i]]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
