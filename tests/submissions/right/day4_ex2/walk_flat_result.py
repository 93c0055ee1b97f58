# task: 2.3
# notes: shape_1d

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    w, targets = theta.ravel(), y.ravel()
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            w = w - learning_rate * 2 * (X[i] @ w - targets[i]) * X[i]
    return w
