# task: 2.3
# mistake: uneven_entries
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            i = np.random.randint(m)
            xi, yi = X[i:i+1], y[i:i+1]
            error = xi @ theta - yi
            theta = theta - learning_rate * 2 * np.sqrt(np.abs(xi.T)) @ error
    return theta
