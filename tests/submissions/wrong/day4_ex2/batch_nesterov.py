# task: 2.5
# mistake: momentum
# loses: test_batch_epochs
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    velocity = np.zeros_like(theta)
    for _ in range(n_epochs):
        ahead = theta + 0.9 * velocity
        gradient = 2 / len(X) * X.T @ (X @ ahead - y)
        velocity = 0.9 * velocity - learning_rate * gradient
        theta = theta + velocity
    return theta
