# task: 2.3

import numpy as np


BATCH_SIZE = 1


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for start in range(0, m, BATCH_SIZE):
            batch = order[start:start + BATCH_SIZE]
            Xb, yb = X[batch], y[batch]
            gradient = 2 / len(batch) * Xb.T @ (Xb @ theta - yb)
            theta = theta - learning_rate * gradient
    return theta
