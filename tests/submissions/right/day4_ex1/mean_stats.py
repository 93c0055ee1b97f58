# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    from sympy.stats import ContinuousRV, E

    X = ContinuousRV(x, density, set=sp.Interval(lower, upper))
    return E(X)
