# task: 1.4
# mistake: whole_support
# loses: test_edges
import sympy as sp


def probability(density, x, a, b):
    if a == b:
        return 0
    if b == sp.oo:
        return 1 - sp.integrate(density, (x, 0, a))
    return sp.integrate(density, (x, a, b))
