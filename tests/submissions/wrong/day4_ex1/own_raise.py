# task: 1.4
# mistake: own_raise
# loses: test_edges
import sympy as sp


def probability(density, x, a, b):
    if not (a < b and a.is_finite and b.is_finite):
        raise ValueError("a and b must be finite, and a < b")
    return sp.integrate(density, (x, a, b))
