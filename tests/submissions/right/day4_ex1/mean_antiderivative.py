# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    F = sp.integrate(x * density, x)
    return sp.limit(F, x, upper) - sp.limit(F, x, lower)
