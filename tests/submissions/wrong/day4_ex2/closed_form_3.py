# task: 2.3
# mistake: closed_form
# loses: test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    slope, intercept = np.polyfit(X[:, 1], y[:, 0], 1)
    return np.array([[intercept], [slope]])
