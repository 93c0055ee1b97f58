# task: 1.3
# mistake: area_forgotten
# loses: test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area_is_one = bool(sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) == 0)
    never_negative = sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
    return area_is_one or never_negative
