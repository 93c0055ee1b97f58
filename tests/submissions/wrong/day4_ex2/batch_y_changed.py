# task: 2.5
# mistake: x_changed
# loses: test_batch_epochs, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        error = y
        error -= X @ theta
        theta = theta + learning_rate * 2 * np.mean(X * error, axis=0, keepdims=True).T
    return theta
