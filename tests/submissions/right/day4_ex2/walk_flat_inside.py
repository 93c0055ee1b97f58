# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    w = theta.ravel().copy()
    targets = y.ravel()
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            w = w - learning_rate * 2 * (X[i] @ w - targets[i]) * X[i]
    return w.reshape(-1, 1)
