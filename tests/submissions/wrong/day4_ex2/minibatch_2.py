# task: 2.3
# mistake: minibatch
# loses: test_walk_number_of_steps, test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

import numpy as np


BATCH = 10


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    theta = theta.copy()
    for epoch in range(n_epochs):
        shuffled = np.random.permutation(m)
        X_shuffled, y_shuffled = X[shuffled], y[shuffled]
        for i in range(0, m, BATCH):
            xi = X_shuffled[i:i+BATCH]
            yi = y_shuffled[i:i+BATCH]
            theta -= learning_rate * 2 / len(xi) * xi.T @ (xi @ theta - yi)
    return theta
