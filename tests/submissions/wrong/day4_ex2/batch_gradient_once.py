# task: 2.5
# mistake: first_gradient
# loses: test_batch_epochs
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    gradient = 2 / len(X) * X.T @ (X @ theta - y)
    for epoch in range(n_epochs):
        theta = theta - learning_rate * gradient
    return theta
