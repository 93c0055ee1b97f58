# task: 2.4

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def train():
    X, y = make_data()
    theta = np.zeros((2, 1))
    for epoch in range(50):
        for i in np.random.permutation(len(X)):
            xi = np.array([[1.0, X[i, 0]]])
            theta = theta - 0.01 * 2 * xi.T * (xi @ theta - y[i])
    return theta
