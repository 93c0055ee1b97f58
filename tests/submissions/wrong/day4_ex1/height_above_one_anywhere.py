# task: 1.3
# mistake: height_above_one
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    range_ = sp.Interval(lower, upper)
    bad = sp.solveset(f < 0, x, range_) + sp.solveset(f > 1, x, range_)
    return sp.simplify(area - 1) == 0 and bad == sp.S.EmptySet
