# task: 1.1
# notes: constant
import sympy as sp


def indefinite_integral(f, x):
    C = sp.Symbol("C", real=True)
    return sp.integrate(f, x) + C**2
