# task: 2.2

def point_gradient(xi, yi, theta):
    return 2 * xi.T.dot(xi.dot(theta) - yi)
