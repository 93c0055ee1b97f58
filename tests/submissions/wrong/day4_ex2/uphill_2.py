# task: 2.3
# mistake: uphill
# loses: test_walk_step, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = X.shape[0]
    theta = theta.copy()
    for _ in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi = X[i:i+1]
            yi = y[i:i+1]
            error = yi - xi.dot(theta)
            theta -= learning_rate * 2 * xi.T.dot(error)
    return theta
