# task: 1.1
# mistake: negated_integrand
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the minus comes from the -x
    return -f
