# task: 2.7
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    betas = np.array([beta1, beta2]).reshape(2, 1, 1)
    moments = np.zeros((2, *theta.shape))
    t = 0
    for _ in range(n_epochs):
        for rows in np.split(np.random.permutation(len(X)), range(batch_size, len(X), batch_size)):
            t += 1
            g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
            moments = betas * moments + (1 - betas) * np.stack([g, g * g])
            M, V = moments / (1 - betas**t)
            theta = theta - learning_rate * M / (V**0.5 + epsilon)
    return theta
