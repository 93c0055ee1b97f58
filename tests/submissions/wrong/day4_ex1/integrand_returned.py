# task: 1.1
# mistake: integrand_returned
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the integral of e^(-x) is e^(-x) again
    return f
