# task: 2.7
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    def optimiser():
        m = v = 0
        t, step = 0, None
        while True:
            g = yield step
            t += 1
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g**2
            step = learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon)

    walker = optimiser()
    next(walker)
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for k in range(0, len(X), batch_size):
            rows = order[k : k + batch_size]
            theta = theta - walker.send(2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows]))
    return theta
