# task: 1.3
# mistake: area_rounded
# loses: test_area_decides
import math

import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return math.isclose(float(area), 1, rel_tol=1e-8) and negative == sp.S.EmptySet
