# task: 2.1
# mistake: global_data
# loses: test_bias_beside_other_data, test_bias_beside_a_single_row

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


X_all, y_all = make_data()


def add_bias(X):
    return np.c_[np.ones((len(X_all), 1)), X_all]
