# task: 2.6

import random

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for _ in range(n_epochs):
        order = random.sample(range(m), m)
        for k in range(0, m, batch_size):
            xb, yb = X[order[k:k+batch_size]], y[order[k:k+batch_size]]
            theta = theta - learning_rate * np.mean(2 * xb * (xb @ theta - yb), axis=0).reshape(-1, 1)
    return theta
