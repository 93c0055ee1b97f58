# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    return sp.Piecewise((F, x > 1), (sp.expand(F), True))
