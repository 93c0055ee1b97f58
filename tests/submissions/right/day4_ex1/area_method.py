# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    bounds = (x, lower, upper)
    return f.integrate(bounds)
