# task: 2.5
# mistake: momentum
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    v = np.zeros_like(theta)
    for _ in range(n_epochs):
        v = 0.9 * v + 2 / len(X) * X.T @ (X @ theta - y)
        theta = theta - learning_rate * v
    return theta
