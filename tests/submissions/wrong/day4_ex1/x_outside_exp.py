# task: 1.1
# mistake: x_outside_exp
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # a bracket closes too early here
    return -sp.exp(-1)*x
