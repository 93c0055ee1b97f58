# task: 1.3
# mistake: function_returned
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    return lambda v: f.subs(x, v) >= 0
