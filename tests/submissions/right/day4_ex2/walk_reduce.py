# task: 2.3
from functools import reduce

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = X.shape[0]
    def step(th, i):
        return th - 2 * learning_rate * np.outer(X[i], X[i] @ th - y[i])
    return reduce(step, np.random.randint(0, m, size=m * n_epochs), theta)
