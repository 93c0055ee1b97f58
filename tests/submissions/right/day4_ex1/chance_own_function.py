# task: 1.4
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def probability(density, x, a, b):
    return definite_integral(density, x, a, b)
