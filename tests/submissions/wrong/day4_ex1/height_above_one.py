# task: 1.3
# mistake: height_above_one
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # a probability is between 0 and 1, so f must be, too
    if sp.limit(f, x, lower) > 1:
        return False
    area = sp.integrate(f, (x, lower, upper))
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return sp.simplify(area - 1) == 0 and negative == sp.S.EmptySet
