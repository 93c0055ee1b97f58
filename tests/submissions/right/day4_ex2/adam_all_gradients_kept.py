# task: 2.7
import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    # the running means written out as weighted sums
    kept = []

    def running(values, beta):
        t = len(values)
        weights = [(1 - beta) * beta ** (t - 1 - k) for k in range(t)]
        return sum(w * v for w, v in zip(weights, values)) / (1 - beta**t)

    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for k in range(0, len(X), batch_size):
            rows = order[k : k + batch_size]
            kept.append(2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows]))
            M = running(kept, beta1)
            V = running([g**2 for g in kept], beta2)
            theta = theta - learning_rate * M / (np.sqrt(V) + epsilon)
    return theta
