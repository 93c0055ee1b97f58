# task: 2.1
# notes: float32

import numpy as np


def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), X]).astype(np.float32)
