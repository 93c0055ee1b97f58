# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    p = sp.Integral(density, (x, a, b)).doit()
    return sp.simplify(p)
