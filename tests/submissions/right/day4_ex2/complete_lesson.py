# task: 2.1, 2.2, 2.3, 2.4
# notes: theta_changed, start_elsewhere

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def add_bias(X):
    return np.c_[np.ones((X.shape[0], 1)), X]


def point_gradient(xi, yi, theta):
    return 2 * xi.T.dot(xi.dot(theta) - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for i in range(m):
            random_index = np.random.randint(m)
            xi = X[random_index:random_index+1]
            yi = y[random_index:random_index+1]
            gradients = point_gradient(xi, yi, theta)
            theta -= learning_rate * gradients
    return theta


def train():
    X, y = make_data()
    X_b = add_bias(X)
    theta = np.random.randn(2, 1)
    theta = stochastic_gradient_descent(X_b, y, theta, learning_rate=0.01, n_epochs=50)
    print(f"intercept {theta[0, 0]:.3f}, slope {theta[1, 0]:.3f}")
    return theta
