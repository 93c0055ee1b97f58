# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.astype(np.longdouble)
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T.astype(np.longdouble) @ (X.astype(np.longdouble) @ theta - y)
    return theta
