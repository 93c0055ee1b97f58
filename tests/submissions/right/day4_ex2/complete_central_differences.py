# task: 2.2, 2.3, 2.4
# notes: float32

import numpy as np

STEP = 1e-4


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def add_bias(X):
    return np.c_[np.ones((len(X), 1)), X]


def point_gradient(xi, yi, theta):
    g = np.zeros_like(theta, dtype=float)
    for j in range(len(theta)):
        e = np.zeros_like(g)
        e[j] = STEP
        up = ((xi @ (theta + e) - yi) ** 2).item()
        dn = ((xi @ (theta - e) - yi) ** 2).item()
        g[j] = (up - dn) / (2 * STEP)
    return g


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            theta = theta - learning_rate * point_gradient(X[i:i+1], y[i:i+1], theta)
    return theta


def train():
    X, y = make_data()
    return stochastic_gradient_descent(add_bias(X), y, np.zeros((2, 1)), 0.01, 50)
