# task: 1.1
# mistake: exponent_sign_dropped
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the opposite of f
    return 1 / f
