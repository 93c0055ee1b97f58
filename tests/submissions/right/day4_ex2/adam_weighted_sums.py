# task: 2.7
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    # means over the weights that were really given: no correction is left to make
    sum_g, sum_g2 = np.zeros_like(theta), np.zeros_like(theta)
    weight_1 = weight_2 = 0.0
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for k in range(0, len(X), batch_size):
            rows = order[k : k + batch_size]
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            sum_g, weight_1 = beta1 * sum_g + g, beta1 * weight_1 + 1
            sum_g2, weight_2 = beta2 * sum_g2 + g * g, beta2 * weight_2 + 1
            theta = theta - learning_rate * (sum_g / weight_1) / (np.sqrt(sum_g2 / weight_2) + epsilon)
    return theta
