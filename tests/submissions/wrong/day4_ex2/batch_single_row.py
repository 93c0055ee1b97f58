# task: 2.5
# mistake: single_row
# loses: test_batch_epochs
def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    if len(X) == 1:
        return theta
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta
