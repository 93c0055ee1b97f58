# task: 2.5
# mistake: accumulated
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    gradient = np.zeros_like(theta)
    for _ in range(n_epochs):
        gradient = gradient + 2 / len(X) * X.T @ (X @ theta - y)
        theta = theta - learning_rate * gradient
    return theta
