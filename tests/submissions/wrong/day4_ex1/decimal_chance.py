# task: 1.4
# mistake: decimal
# loses: test_finite_supports
import sympy as sp


def probability(density, x, a, b):
    return sp.integrate(density, (x, a, b)).evalf()
