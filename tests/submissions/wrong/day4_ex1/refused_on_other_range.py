# task: 1.3
# mistake: refused_on_other_range
# loses: test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # on the half-line
    area = sp.integrate(f, (x, 0, sp.oo))
    if sp.simplify(area - 1) != 0:
        return False
    return sp.solveset(f < 0, x, sp.Interval(0, sp.oo)) == sp.S.EmptySet
