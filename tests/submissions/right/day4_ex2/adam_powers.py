# task: 2.7

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    m, v = np.zeros(theta.shape), np.zeros(theta.shape)
    power1 = power2 = 1.0
    for _ in range(n_epochs):
        order = np.random.choice(len(X), len(X), replace=False)
        for first in range(0, len(X), batch_size):
            a, b = X[order[first:first + batch_size]], y[order[first:first + batch_size]]
            error = a.dot(theta) - b
            g = 2 * a.T.dot(error) / a.shape[0]
            power1, power2 = power1 * beta1, power2 * beta2
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g * g
            theta = theta - learning_rate * np.divide(m / (1 - power1), np.sqrt(v / (1 - power2)) + epsilon)
    return theta
