# task: 2.6
# mistake: fixed_batches
# loses: test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    m = len(X)
    for epoch in range(n_epochs):
        firsts = np.arange(0, m, batch_size)
        np.random.shuffle(firsts)
        for k in firsts:
            xb, yb = X[k:k + batch_size], y[k:k + batch_size]
            theta = theta - learning_rate * 2 / len(xb) * xb.T @ (xb @ theta - yb)
    return theta
