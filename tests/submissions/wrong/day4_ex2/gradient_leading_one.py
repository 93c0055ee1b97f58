# task: 2.2
# mistake: leading_one
# loses: test_gradient_of_any_width

def point_gradient(xi, yi, theta):
    error = (xi @ theta - yi).item()
    gradient = 2 * error * xi.T
    gradient[0] = 2 * error
    return gradient
