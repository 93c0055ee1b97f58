# task: 2.5
# mistake: loss_refused
# loses: test_batch_epochs
import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    best, best_loss = theta, np.inf
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
        loss = np.mean((X @ theta - y) ** 2)
        if loss < best_loss:
            best, best_loss = theta, loss
    return best if n_epochs else theta
