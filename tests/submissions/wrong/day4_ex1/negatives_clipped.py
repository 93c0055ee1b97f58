# task: 1.4
# mistake: lower_bound_zero
# loses: test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    return sp.integrate(density, (x, sp.Max(a, 0), sp.Max(b, 0)))
