# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        X_shuffled, y_shuffled = X[order], y[order]
        for i in range(m):
            xi, yi = X_shuffled[i:i+1], y_shuffled[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
