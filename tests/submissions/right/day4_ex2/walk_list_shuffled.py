# task: 2.3

import random



def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    rows = list(range(len(X)))
    for epoch in range(n_epochs):
        random.shuffle(rows)
        for i in rows:
            xi, yi = X[i:i+1], y[i:i+1]
            theta = theta - learning_rate * 2 * xi.T @ (xi @ theta - yi)
    return theta
