# task: 1.2
# mistake: finite_upper_bound
# loses: test_lesson_area, test_unseen_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    infinity = 1000
    return sp.integrate(f, (x, lower, min(upper, infinity)))
