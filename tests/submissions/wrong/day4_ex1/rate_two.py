# task: 1.2
# mistake: by_hand
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f.subs(x, 2 * x), (x, lower, upper))
