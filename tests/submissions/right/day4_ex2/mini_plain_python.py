# task: 2.6

import random

import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    rows, targets = X.tolist(), y.ravel().tolist()
    w = theta.ravel().tolist()
    for epoch in range(n_epochs):
        pairs = list(zip(rows, targets))
        random.shuffle(pairs)
        for k in range(0, len(pairs), batch_size):
            batch = pairs[k:k + batch_size]
            errors = [sum(a * b for a, b in zip(row, w)) - t for row, t in batch]
            for_all = [2 * sum(e * row[j] for e, (row, _) in zip(errors, batch)) / len(batch) for j in range(len(w))]
            w = [a - learning_rate * g for a, g in zip(w, for_all)]
    return np.array(w).reshape(-1, 1)
