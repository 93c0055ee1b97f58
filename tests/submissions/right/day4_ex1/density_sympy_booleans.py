# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area_is_one = sp.Eq(sp.integrate(f, (x, lower, upper)), 1)
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    never_negative = sp.true if negative.is_empty else sp.false
    return sp.And(area_is_one, never_negative)
