# task: 2.4

import random

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def add_bias(X):
    return np.c_[np.ones((len(X), 1)), X]


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            theta = theta - learning_rate * point_gradient(X[i : i + 1], y[i : i + 1], theta)
    return theta


def train():
    X, y = make_data()
    Xb = add_bias(X)
    theta = np.zeros((2, 1))
    idx = list(range(100))
    for e in range(50):
        random.shuffle(idx)
        for i in idx:
            theta = theta - 0.01 * point_gradient(Xb[i : i + 1], y[i : i + 1], theta)
    return theta
