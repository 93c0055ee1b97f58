# task: 2.5
# mistake: later_steps
# loses: test_batch_epochs
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    gradients = []
    for _ in range(n_epochs):
        gradients.append(2 / len(X) * X.T @ (X @ theta - y))
        theta = theta - learning_rate * np.mean(gradients, axis=0)
    return theta
