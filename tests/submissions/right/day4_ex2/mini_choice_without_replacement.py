# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = X.shape[0]
    for _ in range(n_epochs):
        order = np.random.choice(m, m, replace=False)
        for k in range(0, m, batch_size):
            rows = order[k:min(k + batch_size, m)]
            theta = theta + learning_rate * -2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
