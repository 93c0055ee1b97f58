# task: 2.5
# mistake: carried
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    mean = np.zeros_like(theta)
    for _ in range(n_epochs):
        gradient = 2 / len(X) * X.T @ (X @ theta - y)
        mean = 0.8 * mean + 0.2 * gradient
        theta = theta - learning_rate * mean
    return theta
