# task: 2.7
# mistake: maximum
# loses: test_adam_later_steps, test_adam_batches, test_adam_shuffles
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    t = 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first : first + batch_size]
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            t += 1
            mean = beta1 * mean + (1 - beta1) * g
            square = np.maximum(beta2 * square, np.abs(g))
            m_hat = mean / (1 - beta1**t)
            theta = theta - learning_rate * m_hat / (square + epsilon)
    return theta
