# task: 1.1
# mistake: typed_in
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # calculated on paper
    return -sp.exp(-x)
