# task: 2.6

import random

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    indices = list(range(len(X)))
    for _ in range(n_epochs):
        random.shuffle(indices)
        for k in range(0, len(indices), batch_size):
            batch = indices[k:k + batch_size]
            gradient = np.zeros_like(theta)
            for i in batch:
                gradient += 2 * X[i:i+1].T @ (X[i:i+1] @ theta - y[i:i+1])
            theta = theta - learning_rate * gradient / len(batch)
    return theta
