# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    C = sp.Symbol("C")
    F = sp.integrate(f, x) + C
    return sp.simplify(sp.limit(F, x, upper) - sp.limit(F, x, lower))
