# task: 2.4
# mistake: typed_in
# loses: test_train_walks_there

import numpy as np


def train():
    return np.array([[4.16763287], [2.68407946]])
