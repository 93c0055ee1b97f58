# task: 2.2

import numpy as np


def point_gradient(xi, yi, theta):
    x, y, t = (one.astype(np.longdouble) for one in (xi, yi, theta))
    return 2 * x.T.dot(x.dot(t) - y)
