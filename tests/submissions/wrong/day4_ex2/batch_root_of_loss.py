# task: 2.5
# mistake: root_of_loss
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        error = X @ theta - y
        gradient = X.T @ error / len(X) / np.sqrt(np.mean(error**2))
        theta = theta - learning_rate * gradient
    return theta
