# task: 1.1
# mistake: multiplied_by_x
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the integral of a number c is c*x
    return f * x
