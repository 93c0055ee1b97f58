# task: 2.5
# mistake: mean_of_targets
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        error = X @ theta - y.ravel()
        gradient = 2 / m * X.T @ error.mean(axis=1, keepdims=True)
        theta = theta - learning_rate * gradient
    return theta
