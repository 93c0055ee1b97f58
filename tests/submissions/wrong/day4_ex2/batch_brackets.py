# task: 2.5
# mistake: shapes
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        gradient = 2 / m * (X.T @ (X @ theta) - y)
        theta = theta - learning_rate * gradient
    return theta
