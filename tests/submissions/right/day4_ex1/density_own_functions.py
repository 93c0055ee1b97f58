# task: 1.3
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def is_never_negative(f, x, lower, upper):
    where = sp.Interval(lower, upper)
    return sp.solveset(f < 0, x, where) is sp.S.EmptySet


def is_probability_density(f, x, lower, upper):
    if not is_never_negative(f, x, lower, upper):
        return False
    return definite_integral(f, x, lower, upper) == 1
