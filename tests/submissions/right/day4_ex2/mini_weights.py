# task: 2.6
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    # every batch holds batch_size rows; the filling has weight 0
    m = len(X)
    filled = -(-m // batch_size) * batch_size
    for _ in range(n_epochs):
        order = np.concatenate([np.random.permutation(m), np.zeros(filled - m, dtype=int)])
        weight = (np.arange(filled) < m).astype(float)
        for k in range(0, filled, batch_size):
            rows, w = order[k : k + batch_size], weight[k : k + batch_size, None]
            g = 2 * X[rows].T @ (w * (X[rows] @ theta - y[rows])) / w.sum()
            theta = theta - learning_rate * g
    return theta
