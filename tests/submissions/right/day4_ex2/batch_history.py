# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    history = [theta]
    losses = []
    for epoch in range(n_epochs):
        now = history[-1]
        losses.append(float(np.mean((X @ now - y) ** 2)))
        history.append(now - learning_rate * 2 * np.mean(X * (X @ now - y), axis=0, keepdims=True).T)
    return history[-1]
