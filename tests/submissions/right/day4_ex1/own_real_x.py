# task: 1.1
# notes: assumptions
import sympy as sp


def indefinite_integral(f, x):
    y = sp.Symbol("x", real=True)
    return sp.integrate(f.subs(x, y), y)
