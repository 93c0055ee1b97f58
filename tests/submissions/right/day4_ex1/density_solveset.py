# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.integrate(f, (x, lower, upper)) != 1:
        return False
    return sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
