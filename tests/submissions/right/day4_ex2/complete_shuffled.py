# task: 2.1, 2.2, 2.3, 2.4

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


RATE = 0.01
EPOCHS = 50
rng = np.random.default_rng()


def add_bias(X):
    return np.insert(X, 0, 1.0, axis=1)


def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * error * xi.T


def one_epoch(X, y, theta, learning_rate):
    for i in rng.permutation(len(X)):
        theta = theta - learning_rate * point_gradient(X[[i]], y[[i]], theta)
    return theta


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        theta = one_epoch(X, y, theta, learning_rate)
    return theta


def train():
    X, y = make_data()
    return stochastic_gradient_descent(add_bias(X), y, np.zeros((2, 1)), RATE, EPOCHS)
