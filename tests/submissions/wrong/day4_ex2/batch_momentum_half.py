# task: 2.5
# mistake: carried
# loses: test_batch_epochs
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    velocity = np.zeros_like(theta)
    for _ in range(n_epochs):
        gradient = 2 / len(X) * X.T @ (X @ theta - y)
        velocity = 0.5 * velocity + gradient
        theta = theta - learning_rate * velocity
    return theta
