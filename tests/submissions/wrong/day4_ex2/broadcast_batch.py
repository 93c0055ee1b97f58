# task: 2.3
# mistake: broadcast_batch
# loses: test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    y = y.ravel()
    for epoch in range(n_epochs):
        for _ in range(m):
            error = X @ theta - y
            gradient = 2 * (X.T @ error).mean(axis=1, keepdims=True) / m
            theta = theta - learning_rate * gradient
    return theta
