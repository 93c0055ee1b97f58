# task: 2.6
# mistake: row_by_row
# loses: test_mini_batch_step, test_mini_batch_number_of_steps, test_mini_batch_rows, test_mini_batch_shuffles, test_mini_batch_arguments
import numpy as np


def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            for row in batch:
                xi, yi = X[row : row + 1], y[row : row + 1]
                theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi) / len(batch)
    return theta
