# task: 2.3
# mistake: transposed
# loses: test_walk_answer

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.reshape(1, -1)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            error = (X[i] * theta).sum() - y[i, 0]
            theta = theta - learning_rate * 2 * error * X[i]
    return theta
