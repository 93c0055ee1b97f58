# task: 2.6

import random

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for epoch in range(n_epochs):
        left = list(range(len(X)))
        while left:
            batch = [left.pop(random.randrange(len(left))) for _ in range(min(batch_size, len(left)))]
            g = sum(2 * X[i:i+1].T * (X[i:i+1] @ theta - y[i:i+1]) for i in batch)
            theta = theta - learning_rate * g / len(batch)
    return theta
