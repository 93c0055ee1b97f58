# task: 2.5
# mistake: over_one_less
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        theta = theta - learning_rate * 2 / (m - 1) * X.T @ (X @ theta - y)
    return theta
