# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    assert sp.simplify(sp.diff(F, x) - f) == 0
    return sp.simplify(F)
