# task: 2.5
# mistake: random
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        for _ in range(len(X)):
            i = np.random.randint(len(X))
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
