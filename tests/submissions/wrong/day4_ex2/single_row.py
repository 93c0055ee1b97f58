# task: 2.3
# mistake: single_row
# loses: test_walk_number_of_steps
import numpy as np


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    if m == 1:
        return theta.copy()
    for _ in range(n_epochs * m):
        i = np.random.randint(m)
        theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta
