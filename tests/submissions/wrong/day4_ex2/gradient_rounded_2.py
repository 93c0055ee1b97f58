# task: 2.2
# mistake: rounded
# loses: test_gradient_of_other_rows, test_gradient_of_any_width

import numpy as np


def point_gradient(xi, yi, theta):
    return np.round(2 * xi.T @ (xi @ theta - yi), 2)
