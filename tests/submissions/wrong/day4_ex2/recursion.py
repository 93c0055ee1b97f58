# task: 2.3
# mistake: recursion
# loses: test_walk_answer, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    def walk(theta, left):
        if left == 0:
            return theta
        i = np.random.randint(len(X))
        xi, yi = X[i:i+1], y[i:i+1]
        return walk(theta - learning_rate * 2 * xi.T @ (xi @ theta - yi), left - 1)

    return walk(theta, n_epochs * len(X))
