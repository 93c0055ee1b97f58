# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    return sp.integrate(density, (x, a, b))
