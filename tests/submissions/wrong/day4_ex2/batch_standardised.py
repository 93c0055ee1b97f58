# task: 2.5
# mistake: scaled_inside
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    spread = X.std(axis=0)
    scaled = (X - X.mean(axis=0)) / np.where(spread == 0, 1, spread)
    scaled[:, spread == 0] = X[:, spread == 0]
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * scaled.T @ (scaled @ theta - y)
    return theta
