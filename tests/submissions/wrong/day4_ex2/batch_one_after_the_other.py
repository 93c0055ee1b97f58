# task: 2.5
# mistake: one_after_the_other
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, n = X.shape
    theta = theta.copy()
    for _ in range(n_epochs):
        for j in range(n):
            theta[j] -= learning_rate * 2 / m * np.sum((X @ theta - y) * X[:, j:j+1])
    return theta
