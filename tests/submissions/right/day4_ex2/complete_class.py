# task: 2.1, 2.2, 2.3, 2.4

import random

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


class Line:
    def __init__(self, theta):
        self.theta = np.array(theta, dtype=float)

    def error(self, row, target):
        return float(row @ self.theta[:, 0] - target)

    def step(self, row, target, rate):
        self.theta[:, 0] -= rate * 2 * self.error(row, target) * row


def add_bias(X):
    ones = np.ones_like(X)
    return np.concatenate([ones, X], axis=1)


def point_gradient(xi, yi, theta):
    line = Line(theta)
    return 2 * line.error(xi[0], yi[0, 0]) * xi.reshape(-1, 1)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    line = Line(theta)
    for _ in range(n_epochs):
        for i in random.choices(range(len(X)), k=len(X)):
            line.step(X[i], y[i, 0], learning_rate)
    return line.theta


def train():
    X, y = make_data()
    return stochastic_gradient_descent(add_bias(X), y, np.zeros((2, 1)), 0.01, 50)
