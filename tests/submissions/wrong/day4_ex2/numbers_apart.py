# task: 2.3
# mistake: numbers_apart
# loses: test_walk_answer, test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    b, w = theta.ravel()
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            e = b + w * X[i, 1] - y[i, 0]
            b = b - learning_rate * 2 * e
            w = w - learning_rate * 2 * e * X[i, 1]
    return b, w
