# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(y)
    batches = int(np.ceil(m / batch_size))
    for epoch in range(n_epochs):
        order = np.arange(m)
        np.random.shuffle(order)
        for b in range(batches):
            rows = order[b * batch_size:(b + 1) * batch_size]
            error = y[rows] - X[rows] @ theta
            theta = theta + learning_rate * (2 / rows.shape[0]) * (X[rows].T @ error)
    return theta
