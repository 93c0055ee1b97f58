# task: 2.2
# mistake: arguments_changed
# loses: test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    gradient = 2 * xi.T @ (xi @ theta - yi)
    theta -= 0.01 * gradient
    return gradient
