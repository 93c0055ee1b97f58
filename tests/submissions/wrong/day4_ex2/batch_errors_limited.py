# task: 2.5
# mistake: error_limited
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        error = np.clip(X @ theta - y, -1, 1)
        theta = theta - learning_rate * 2 / len(X) * X.T @ error
    return theta
