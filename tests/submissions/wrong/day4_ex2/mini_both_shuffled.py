# task: 2.6
# mistake: unpaired
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        rows, targets = np.random.permutation(X), np.random.permutation(y)
        for first in range(0, len(X), batch_size):
            xb, yb = rows[first : first + batch_size], targets[first : first + batch_size]
            theta = theta - learning_rate * 2 / len(xb) * xb.T @ (xb @ theta - yb)
    return theta
