# task: 2.6
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    from collections import deque

    for _ in range(n_epochs):
        cards = deque(np.random.permutation(len(X)))
        while cards:
            rows = [cards.popleft() for _ in range(min(batch_size, len(cards)))]
            theta = theta - learning_rate * 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
