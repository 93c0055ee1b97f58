# task: 2.3
# mistake: half
# loses: test_walk_step

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.copy()
    for epoch in range(n_epochs):
        for i in range(m):
            k = np.random.randint(m)
            xi = X[k:k+1]
            yi = y[k:k+1]
            gradient = xi.T @ (xi @ theta - yi)
            theta = theta - learning_rate * gradient
    return theta
