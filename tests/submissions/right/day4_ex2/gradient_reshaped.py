# task: 2.2

def point_gradient(xi, yi, theta):
    row = xi.ravel()
    error = row @ theta.ravel() - yi.item()
    return (2 * error * row).reshape(-1, 1)
