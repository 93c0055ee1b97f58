# task: 2.5
# mistake: limited
# loses: test_batch_step, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        gradient = 2 / len(X) * X.T @ (X @ theta - y)
        theta = theta - learning_rate * np.clip(gradient, -1000, 1000)
    return theta
