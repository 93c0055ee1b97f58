# task: 2.3
import random

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    rng = random.SystemRandom()
    for _ in range(n_epochs * len(y)):
        i = rng.choice(range(len(y)))
        theta = theta - learning_rate * 2 * (X[i : i + 1].T * (X[i] @ theta - y[i]))
    return theta
