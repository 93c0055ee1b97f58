# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m, n = X.shape
    table = np.hstack([X, y])
    for epoch in range(n_epochs):
        np.random.shuffle(table)
        for k in range(0, m, batch_size):
            part = table[k:k + batch_size]
            a, b = part[:, :n], part[:, n:]
            theta = theta - learning_rate * (2 / len(part)) * a.T @ (a @ theta - b)
    return theta
