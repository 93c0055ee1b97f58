# task: 2.1
# mistake: unlike_parts
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row
import numpy as np


def add_bias(X):
    return np.array([np.ones(len(X)), X])
