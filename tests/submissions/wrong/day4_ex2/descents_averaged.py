# task: 2.3
# mistake: minibatch
# loses: test_walk_one_row, test_walk_random_rows, test_walk_lesson_run
import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m, ends = len(X), []
    for _ in range(3):
        t = theta
        for _ in range(n_epochs * m):
            i = np.random.randint(m)
            t = t - learning_rate * 2 * X[i : i + 1].T @ (X[i : i + 1] @ t - y[i : i + 1])
        ends.append(t)
    return np.mean(ends, axis=0)
