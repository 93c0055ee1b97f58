# task: 2.3
# mistake: half
# loses: test_walk_step

import random

import numpy as np


def predict(row, theta):
    return row[0] * theta[0, 0] + row[1] * theta[1, 0]


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    theta = np.array(theta)
    rows = list(range(len(X)))
    for epoch in range(n_epochs):
        random.shuffle(rows)
        for r in rows:
            delta = predict(X[r], theta) - y[r, 0]
            theta[0, 0] -= learning_rate * delta
            theta[1, 0] -= learning_rate * delta * X[r, 1]
    return theta
