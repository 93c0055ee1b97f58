# task: 2.4
# mistake: closed_form
# loses: test_train_walks_there

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def train():
    X, y = make_data()
    slope, intercept = np.polyfit(X[:, 0], y[:, 0], 1)
    return np.array([[intercept], [slope]])
