# task: 2.2

def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return 2 * error * xi.T
