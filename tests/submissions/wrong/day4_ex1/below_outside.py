# task: 1.3
# mistake: below_outside
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    negative = sp.solveset(f < 0, x, sp.S.Reals)
    return sp.simplify(area - 1) == 0 and negative == sp.S.EmptySet
