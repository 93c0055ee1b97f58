# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    rng = np.random.default_rng()
    theta = theta.copy()
    for _ in range(n_epochs):
        order = rng.permutation(X.shape[0])
        start = 0
        while start < len(order):
            batch = order[start:start + batch_size]
            error = X[batch].dot(theta) - y[batch]
            theta -= learning_rate * 2 * X[batch].T.dot(error) / batch.size
            start += batch_size
    return theta
