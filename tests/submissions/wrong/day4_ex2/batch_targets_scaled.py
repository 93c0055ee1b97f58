# task: 2.5
# mistake: scaled_inside
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    targets = y / np.abs(y).max()
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - targets)
    return theta
