# task: 1.1
# mistake: differentiated
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    return sp.diff(f, x)
