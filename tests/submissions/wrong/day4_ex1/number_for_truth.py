# task: 1.3
# mistake: number_for_truth
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # distance from 1
    return sp.integrate(f, (x, lower, upper)) - 3
