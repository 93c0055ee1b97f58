# task: 1.1
# notes: floats
import sympy as sp


def indefinite_integral(f, x):
    return sp.Float(1e15) + sp.integrate(f, x)
