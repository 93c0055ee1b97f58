# task: 2.3
# mistake: one_after_the_other
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    b, w = float(theta[0, 0]), float(theta[1, 0])
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            x, target = X[i, 1], y[i, 0]
            b = b - learning_rate * 2 * (b + w * x - target)
            w = w - learning_rate * 2 * (b + w * x - target) * x
    return np.array([[b], [w]])
