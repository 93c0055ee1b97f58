# task: 2.4
# mistake: typed_in
# loses: test_train_walks_there

import numpy as np


def make_data():
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


def train():
    return np.array([[4.2], [2.8]])
