# task: 1.2
# mistake: off_by_factor
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the curve has two sides
    return 2 * sp.integrate(f, (x, lower, upper))
