# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    y = sp.Symbol("y", positive=True)
    return sp.integrate(f.subs(x, y), y).subs(y, x)
