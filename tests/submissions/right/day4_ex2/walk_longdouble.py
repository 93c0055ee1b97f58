# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    X, y, theta = (one.astype(np.longdouble) for one in (X, y, theta))
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T.dot(xi.dot(theta) - yi)
    return theta
