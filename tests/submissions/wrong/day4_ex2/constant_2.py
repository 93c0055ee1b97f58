# task: 2.3
# mistake: constant
# loses: test_walk_answer, test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    # from np.linalg.lstsq in another cell
    return np.array([[4.21509616], [2.77011339]])
