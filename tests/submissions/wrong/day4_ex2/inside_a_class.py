# task: 2.1
# mistake: missing
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row
import numpy as np


class Descent:
    def add_bias(X):
        return np.hstack([np.ones((len(X), 1)), X])
