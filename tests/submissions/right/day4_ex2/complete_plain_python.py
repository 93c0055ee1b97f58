# task: 2.1, 2.2, 2.3, 2.4

import random

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def add_bias(X):
    return np.array([[1.0, float(x)] for x in X[:, 0]])


def point_gradient(xi, yi, theta):
    prediction = sum(x * t for x, t in zip(xi[0], theta[:, 0]))
    error = prediction - yi[0][0]
    return np.array([[2 * x * error] for x in xi[0]])


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    steps = n_epochs * len(X)
    for _ in range(steps):
        i = random.randrange(len(X))
        slope = point_gradient(X[i:i+1], y[i:i+1], theta)
        theta = theta - learning_rate * slope
    return theta


def train():
    X, y = make_data()
    theta = np.array([[0.0], [0.0]])
    return stochastic_gradient_descent(add_bias(X), y, theta, 0.01, 50)
