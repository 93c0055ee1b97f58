# task: 1.5
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(f, x)


def definite_integral(f, x, lower, upper):
    F = indefinite_integral(f, x)
    return sp.limit(F, x, upper) - sp.limit(F, x, lower)


def expectation(density, x, lower, upper):
    weighted = density * x
    return definite_integral(weighted, x, lower, upper)
