# task: 2.7
# mistake: remembers
# loses: test_adam_first_step, test_adam_later_steps, test_adam_batches, test_adam_shuffles, test_adam_arguments
import numpy as np


def adam(
    X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon, moments={}
):
    for _ in range(n_epochs):
        order = np.random.permutation(len(X))
        for k in range(0, len(X), batch_size):
            rows = order[k : k + batch_size]
            g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
            n = len(theta)
            m, v, t = moments.get(n, (0.0, 0.0, 0))
            m, v, t = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2, t + 1
            moments[n] = m, v, t
            theta = theta - learning_rate * (m / (1 - beta1**t)) / (
                np.sqrt(v / (1 - beta2**t)) + epsilon
            )
    return theta
