# task: 1.3
# mistake: two_answers
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area_is_one = bool(sp.integrate(f, (x, lower, upper)) == 1)
    never_negative = sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
    return area_is_one, never_negative
