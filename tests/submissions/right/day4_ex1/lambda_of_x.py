# task: 1.1
# notes: lambda
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    return sp.Lambda(x, F)
