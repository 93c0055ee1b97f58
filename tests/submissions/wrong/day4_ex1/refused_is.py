# task: 1.3
# mistake: refused_all
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    # both conditions
    return area is 1 and f >= 0
