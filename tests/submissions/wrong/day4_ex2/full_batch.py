# task: 2.3
# mistake: full_batch
# loses: test_walk_one_row, test_walk_random_rows, test_walk_lesson_run

def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    m = len(X)
    for epoch in range(n_epochs):
        for _ in range(m):
            gradient = 2 / m * X.T @ (X @ theta - y)
            theta = theta - learning_rate * gradient
    return theta
