# task: 1.2
# mistake: number_added
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    C = 1
    return sp.integrate(f, (x, lower, upper)) + C
