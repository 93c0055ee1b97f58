# task: 2.5
# mistake: means_multiplied
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for epoch in range(n_epochs):
        error = np.mean(X @ theta - y)
        gradient = 2 * X.mean(axis=0).reshape(-1, 1) * error
        theta = theta - learning_rate * gradient
    return theta
