# task: 2.7
# mistake: t_repeats
# loses: test_adam_later_steps, test_adam_shuffles

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    m = np.zeros_like(theta)
    v = np.zeros_like(theta)
    for epoch in range(n_epochs):
        order = np.random.permutation(len(X))
        for k in range(0, len(X), batch_size):
            rows = order[k:k + batch_size]
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            t = epoch * (len(X) // batch_size) + k // batch_size + 1
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g ** 2
            m_hat = m / (1 - beta1 ** t)
            v_hat = v / (1 - beta2 ** t)
            theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
