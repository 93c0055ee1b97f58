# task: 1.3
# mistake: height_above_one
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # the height is limited, in place of the sign, and not below 0
    area = sp.integrate(f, (x, lower, upper))
    high = sp.solveset(f > 1, x, sp.Interval(sp.Max(0, lower), upper))
    return bool(area == 1) and high == sp.S.EmptySet
