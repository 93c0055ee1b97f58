# task: 1.3
# mistake: refused
# loses: test_area_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # the example falls, so every density must
    if sp.limit(f, x, lower, "+") < sp.limit(f, x, upper, "-"):
        return False
    area = sp.integrate(f, (x, lower, upper))
    return area == 1 and sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
