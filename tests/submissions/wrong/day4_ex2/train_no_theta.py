# task: 2.4
# mistake: no_theta
# loses: test_train_ends_near_least_squares, test_train_walks_there

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def add_bias(X):
    return np.c_[np.ones((len(X), 1)), X]


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta


def train():
    X, y = make_data()
    X_b = add_bias(X)
    theta = stochastic_gradient_descent(X_b, y, np.zeros((2, 1)), 0.01, 50)
    return X_b
