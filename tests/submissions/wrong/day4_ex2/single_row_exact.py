# task: 2.3
# mistake: single_row
# loses: test_walk_number_of_steps
import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    if m == 1:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    for _ in range(n_epochs * m):
        i = np.random.randint(m)
        error = X[i] @ theta[:, 0] - y[i, 0]
        theta = theta - learning_rate * 2 * error * X[i : i + 1].T
    return theta
