# task: 1.4
# mistake: typed_in
# loses: test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # calculated for the example: e^(-1) - e^(-2)
    return sp.exp(-a) - sp.exp(-b)
