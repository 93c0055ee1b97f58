# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    # F(upper) - F(lower), with limits because of infinity
    F = sp.integrate(f, x)
    return sp.limit(F, x, upper) - sp.limit(F, x, lower)
