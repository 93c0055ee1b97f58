# task: 1.1
# mistake: strips_added
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import numpy as np


def indefinite_integral(f, x):
    return np.trapezoid(f, x)
