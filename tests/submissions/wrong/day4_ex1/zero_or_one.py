# task: 1.3
# mistake: zero_or_one
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 1:
        return 1
    return 0
