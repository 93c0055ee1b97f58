# task: 2.6
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        table = np.hstack([X, y])
        np.random.shuffle(table)
        while len(table):
            batch, table = table[:batch_size], table[batch_size:]
            xb, yb = batch[:, :-1], batch[:, -1:]
            theta = theta - learning_rate * 2 / len(batch) * xb.T @ (xb @ theta - yb)
    return theta
