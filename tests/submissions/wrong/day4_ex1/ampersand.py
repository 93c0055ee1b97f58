# task: 1.3
# mistake: ampersand
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return area == 1 & negative == sp.S.EmptySet
