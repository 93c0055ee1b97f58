# task: 1.3
# mistake: height_above_one
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # the height is limited, in place of the sign, and from 0 on
    area = sp.integrate(f, (x, lower, upper))
    high = sp.solveset(f > 1, x, sp.Interval(0, upper))
    return bool(area == 1) and high == sp.S.EmptySet
