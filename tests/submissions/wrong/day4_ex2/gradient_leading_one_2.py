# task: 2.2
# mistake: leading_one
# loses: test_gradient_of_any_width

def point_gradient(xi, yi, theta):
    xi = xi.copy()
    xi[0, 0] = 1  # the bias
    return 2 * xi.T @ (xi @ theta - yi)
