# task: 2.5
# mistake: closed_form
# loses: test_batch_step, test_batch_epochs, test_batch_width, test_batch_arguments

import numpy as np


def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    return np.linalg.lstsq(X, y, rcond=None)[0]
