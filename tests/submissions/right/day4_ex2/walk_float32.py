# task: 2.3
# notes: float32

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    X, y = X.astype(np.float32), y.astype(np.float32)
    theta = theta.astype(np.float32)
    rate = np.float32(learning_rate)
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
