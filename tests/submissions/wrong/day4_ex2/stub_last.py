# task: 2.1
# mistake: none
# outcome: TODO
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row
import numpy as np


def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), X])


def add_bias(X):
    """As it was shipped."""
    raise NotImplementedError("TODO 2.1: return X with a column of ones in front")
