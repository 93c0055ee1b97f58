# task: 2.2
# notes: shape_1d

def point_gradient(xi, yi, theta):
    error = xi @ theta - yi
    return (2 * xi.T @ error).ravel()
