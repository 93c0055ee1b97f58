# task: 2.4
# mistake: data_changed
# loses: test_train_walks_there

import numpy as np


def make_data():
    np.random.seed(1)
    X = 2 * np.random.rand(100, 1)
    return X, 4 + 3 * X + np.random.randn(100, 1)


def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), X])


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs * m):
        i = np.random.randint(m)
        theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta


def train():
    X, y = make_data()
    return stochastic_gradient_descent(add_bias(X), y, np.zeros((2, 1)), 0.01, 50)
