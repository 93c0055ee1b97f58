# task: 2.6
# mistake: no_influence
# loses: test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    batch_size = 20
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for k in range(0, m, batch_size):
            rows = order[k:k + batch_size]
            xb, yb = X[rows], y[rows]
            gradient = 2 / len(rows) * xb.T @ (xb @ theta - yb)
            theta = theta - learning_rate * gradient
    return theta
