# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    if n_epochs == 0:
        return theta
    step = learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
    return batch_gradient_descent(X, y, theta - step, learning_rate, n_epochs - 1)
