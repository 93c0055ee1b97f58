# task: 2.5
# mistake: limited
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        gradient = 2 / m * X.T @ (X @ theta - y)
        theta = theta - learning_rate * np.clip(gradient, -1, 1)
    return theta
