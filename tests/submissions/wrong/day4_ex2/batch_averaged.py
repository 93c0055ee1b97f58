# task: 2.5
# mistake: averaged
# loses: test_batch_epochs

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    thetas = []
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
        thetas.append(theta)
    return sum(thetas) / max(1, len(thetas))
