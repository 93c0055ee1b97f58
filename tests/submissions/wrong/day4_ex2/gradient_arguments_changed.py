# task: 2.2
# mistake: arguments_changed
# loses: test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    error = xi @ theta
    error -= yi
    xi *= 2
    return xi.T @ error
