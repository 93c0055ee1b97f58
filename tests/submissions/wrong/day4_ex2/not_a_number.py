# task: 2.3
# mistake: not_a_number
# loses: test_walk_answer, test_walk_step, test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    mean, spread = X[:, 1].mean(), X[:, 1].std()
    Z = np.c_[np.ones(len(X)), (X[:, 1] - mean) / spread]
    for epoch in range(n_epochs):
        for i in np.random.permutation(len(X)):
            xi, yi = Z[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    slope = theta[1, 0] / spread
    return np.array([[theta[0, 0] - slope * mean], [slope]])
