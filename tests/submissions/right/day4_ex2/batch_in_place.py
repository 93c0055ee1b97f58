# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.copy()
    for _ in range(n_epochs):
        theta -= learning_rate * (2 / len(y)) * X.T.dot(X.dot(theta) - y)
    return theta
