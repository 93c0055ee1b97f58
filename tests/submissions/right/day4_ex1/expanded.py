# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    return sp.expand(sp.integrate(sp.expand(f), x))
