# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    order = np.arange(len(X))
    for epoch in range(n_epochs):
        np.random.shuffle(order)
        for k in range(0, len(X), batch_size):
            rows = order[k:k + batch_size]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
