# task: 2.7
# mistake: second_input
# loses: test_adam_first_step, test_adam_later_steps, test_adam_batches, test_adam_shuffles, test_adam_arguments
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    t = 0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first : first + batch_size]
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            squares = (2 * X[rows] * (X[rows] @ theta - y[rows])) ** 2
            t += 1
            mean = beta1 * mean + (1 - beta1) * g
            square = beta2 * square + (1 - beta2) * squares.mean(axis=0)[:, None]
            m_hat = mean / (1 - beta1**t)
            v_hat = square / (1 - beta2**t)
            theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
