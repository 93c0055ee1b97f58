# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    c = sp.symbols("c")
    return sp.integrate(f, x) + 2 * c
