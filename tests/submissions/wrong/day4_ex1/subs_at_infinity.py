# task: 1.4
# mistake: nonfinite
# loses: test_edges
import sympy as sp


def probability(density, x, a, b):
    # infinity, put in like a number
    F = sp.integrate(density, x)
    return F.subs(x, b) - F.subs(x, a)
