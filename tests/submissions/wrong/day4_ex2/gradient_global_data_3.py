# task: 2.2
# mistake: global_data
# loses: test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

import numpy as np


def point_gradient(xi, yi, theta):
    # worked out by hand for the row of the example
    return np.array([[36.0], [108.0]])
