# task: 1.4
# mistake: heights_subtracted
# loses: test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    return sp.Abs(sp.limit(density, x, b) - sp.limit(density, x, a))
