# task: 2.5
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    def path(t):
        while True:
            yield t
            t = t - learning_rate * (2 * X * (X @ t - y)).mean(axis=0, keepdims=True).T

    from itertools import islice

    return next(islice(path(theta), n_epochs, None))
