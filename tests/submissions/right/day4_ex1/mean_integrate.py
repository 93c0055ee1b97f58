# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.integrate(x * density, (x, lower, upper))
