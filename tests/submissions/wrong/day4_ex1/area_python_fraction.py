# task: 1.2
# mistake: python_fraction
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
from fractions import Fraction

import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    return Fraction(float(area.subs({s: 1 for s in area.free_symbols}))).limit_denominator(1000)
