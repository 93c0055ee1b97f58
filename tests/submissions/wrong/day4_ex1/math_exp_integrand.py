# task: 1.1
# mistake: math_exp
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import math

import sympy as sp


def indefinite_integral(f, x):
    f = math.exp(-x)
    return sp.integrate(f, x)
