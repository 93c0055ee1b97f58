# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    C = sp.Symbol("C")
    return sp.integrate(f, x) + C
