# task: 2.4
# mistake: other_walk
# loses: test_train_walks_there

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return (X, y)


def add_bias(X):
    ones = np.ones((len(X), 1))
    return np.hstack([ones, X])


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * xi.T @ error


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = theta.copy()
    m = len(X)
    for _ in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = (X[i : i + 1], y[i : i + 1])
            theta -= learning_rate * point_gradient(xi, yi, theta)
    return theta


def train():
    return np.array([[4.253741829], [2.735192846]])
