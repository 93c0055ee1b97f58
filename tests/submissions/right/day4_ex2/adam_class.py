# task: 2.7

import numpy as np


def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    run = Adam(theta, learning_rate, beta1, beta2, epsilon)
    for _ in range(n_epochs):
        left = list(np.random.permutation(len(X)))
        while left:
            rows, left = left[:batch_size], left[batch_size:]
            run.step(2 * np.einsum("ij,ik->jk", X[rows], X[rows] @ run.theta - y[rows]) / len(rows))
    return run.theta


class Adam:
    def __init__(self, theta, rate, beta1, beta2, epsilon):
        self.theta, self.rate, self.betas, self.epsilon = theta, rate, (beta1, beta2), epsilon
        self.m = self.v = 0
        self.t = 0

    def step(self, g):
        b1, b2 = self.betas
        self.t += 1
        self.m = b1 * self.m + (1 - b1) * g
        self.v = b2 * self.v + (1 - b2) * g**2
        m, v = self.m / (1 - b1**self.t), self.v / (1 - b2**self.t)
        self.theta = self.theta - self.rate * m / (np.sqrt(v) + self.epsilon)
