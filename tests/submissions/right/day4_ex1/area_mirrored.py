# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f.subs(x, -x), (x, -upper, -lower))
