# task: 2.2
# mistake: typed_shape
# loses: test_gradient_of_any_width

import numpy as np


def point_gradient(xi, yi, theta):
    xi = xi.reshape(2, 1)
    return 2 * xi * (xi.T @ theta - yi)
