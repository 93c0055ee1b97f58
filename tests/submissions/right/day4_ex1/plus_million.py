# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(f, x) + 10**6
