# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = X.shape[0]
    epoch = 0
    while epoch < n_epochs:
        prediction = np.matmul(X, theta)
        gradient = (-2 / m) * np.matmul(np.transpose(X), y - prediction)
        theta = np.subtract(theta, learning_rate * gradient)
        epoch += 1
    return theta
