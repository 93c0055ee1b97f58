# task: 2.3
# mistake: minibatch
# loses: test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        order = np.random.permutation(m)
        for start in range(0, m, 2):
            rows = order[start:start+2]
            xb, yb = X[rows], y[rows]
            gradient = 2 / len(rows) * xb.T @ (xb @ theta - yb)
            theta = theta - learning_rate * gradient
    return theta
