# task: 2.5

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    rows = X.tolist()
    targets = [row[0] for row in y.tolist()]
    w = [row[0] for row in theta.tolist()]
    m = len(rows)
    for _ in range(n_epochs):
        errors = [sum(a * b for a, b in zip(row, w)) - t for row, t in zip(rows, targets)]
        slopes = [2 * sum(e * row[j] for e, row in zip(errors, rows)) / m for j in range(len(w))]
        w = [a - learning_rate * s for a, s in zip(w, slopes)]
    return np.array(w).reshape(-1, 1)
