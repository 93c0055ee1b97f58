# task: 2.3

import random

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    b, w = float(theta[0, 0]), float(theta[1, 0])
    xs = [float(row[1]) for row in X]
    ys = [float(row[0]) for row in y]
    for epoch in range(n_epochs):
        for _ in xs:
            i = random.randrange(len(xs))
            error = b + w * xs[i] - ys[i]
            b, w = b - learning_rate * 2 * error, w - learning_rate * 2 * error * xs[i]
    return np.array([[b], [w]])
