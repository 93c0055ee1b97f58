# task: 2.3
# mistake: unpacking
# loses: test_walk_answer, test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run
import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        for xi, yi in np.random.permutation(np.hstack([X, y])):
            theta = theta - learning_rate * 2 * xi * (xi @ theta - yi)
    return theta
