# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        error = np.einsum("ij,jk->ik", X, theta) - y
        gradient = 2 * np.einsum("ij,ik->jk", X, error) / X.shape[0]
        theta = theta - learning_rate * gradient
    return theta
