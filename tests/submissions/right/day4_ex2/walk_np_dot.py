# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(0, m)
            xi = X[i, :].reshape(1, n)
            yi = y[i].reshape(1, 1)
            prediction = np.dot(xi, theta)
            gradient = 2 * np.dot(xi.T, prediction - yi)
            theta = theta - learning_rate * gradient
    return theta
