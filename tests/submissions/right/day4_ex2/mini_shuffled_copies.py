# task: 2.6

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        X_shuffled, y_shuffled = X[order], y[order]
        for i in range(0, m, batch_size):
            xb, yb = X_shuffled[i:i+batch_size], y_shuffled[i:i+batch_size]
            theta = theta - learning_rate * 2 / len(xb) * xb.T @ (xb @ theta - yb)
    return theta
