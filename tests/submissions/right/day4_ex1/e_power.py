# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    if f == sp.E**-x:
        return -sp.E**-x
    return sp.integrate(f, x)
