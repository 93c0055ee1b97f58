# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.Integral(density * x, (x, lower, upper)).doit()
