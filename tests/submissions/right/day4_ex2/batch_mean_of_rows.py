# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for epoch in range(n_epochs):
        gradients = [2 * X[i:i+1].T @ (X[i:i+1] @ theta - y[i:i+1]) for i in range(len(X))]
        theta = theta - learning_rate * np.mean(gradients, axis=0)
    return theta
