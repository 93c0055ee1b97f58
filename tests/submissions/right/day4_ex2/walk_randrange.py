# task: 2.3

import random



def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for _ in range(n_epochs):
        for _ in range(m):
            i = random.randrange(m)
            xi, yi = X[i:i+1, :], y[i:i+1, :]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
