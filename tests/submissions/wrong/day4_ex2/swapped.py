# task: 2.3
# mistake: swapped
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    b, w = theta[0, 0], theta[1, 0]
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            x, target = X[i, 1], y[i, 0]
            error = w * x + b - target
            w, b = w - learning_rate * 2 * error * x, b - learning_rate * 2 * error
    return np.array([[w], [b]])
