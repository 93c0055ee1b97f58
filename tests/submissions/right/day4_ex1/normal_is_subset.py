# task: 1.6
import sympy as sp


def normalize(f, x, lower, upper):
    domain = sp.Interval(lower, upper)
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError("no constant")
    good = sp.solveset(f / area >= 0, x, domain)
    if not domain.is_subset(good):
        raise ValueError("no constant")
    return f / area
