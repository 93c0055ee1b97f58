# task: 1.3
# mistake: area_forgotten
# loses: test_area_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # never negative and finite area
    area = sp.integrate(f, (x, lower, upper))
    return bool(area < sp.oo) and sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
