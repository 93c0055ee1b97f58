# task: 2.5
# mistake: equal_moves
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for epoch in range(n_epochs):
        gradient = np.mean(2 * X * (X @ theta - y))
        theta = theta - learning_rate * gradient
    return theta
