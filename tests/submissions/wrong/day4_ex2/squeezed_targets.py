# task: 2.3
# mistake: too_many_indices
# loses: test_walk_number_of_steps
import numpy as np


def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi @ theta - yi)


def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    targets = y.squeeze()
    for _ in range(n_epochs * m):
        i = np.random.randint(m)
        theta = theta - learning_rate * point_gradient(X[i : i + 1], targets[i].reshape(1, 1), theta)
    return theta
