# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.nsimplify(sp.simplify(sp.integrate(f, (x, lower, upper))), rational=True)
