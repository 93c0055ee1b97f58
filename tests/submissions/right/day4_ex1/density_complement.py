# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    where = sp.Interval(lower, upper)
    fine = sp.solveset(f >= 0, x, where)
    area = sp.Integral(f, (x, lower, upper)).doit()
    return bool(area == 1) and where.is_subset(fine) is True
