# task: 1.3
# mistake: undecided_relation
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.integrate(f, (x, lower, upper)) != 1:
        return False
    return f >= 0
