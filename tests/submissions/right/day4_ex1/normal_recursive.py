# task: 1.6
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def normalize(f, x, lower, upper):
    area = definite_integral(f, x, lower, upper)
    if area in (0, sp.oo, -sp.oo):
        raise ValueError("no constant")
    if area < 0:
        return normalize(-f, x, lower, upper)
    if sp.solveset(f < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError("no constant")
    return f / area
