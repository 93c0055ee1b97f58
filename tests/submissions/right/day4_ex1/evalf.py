# task: 1.1
# notes: floats
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(f, x).evalf()
