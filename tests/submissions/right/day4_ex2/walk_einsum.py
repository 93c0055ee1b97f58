# task: 2.3

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            error = np.einsum("n,nk->k", X[i], theta) - y[i]
            theta = theta - learning_rate * 2 * np.einsum("n,k->nk", X[i], error)
    return theta
