# task: 1.2
# mistake: integrated_twice
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.integrate(f, x)
    return sp.integrate(F, (x, lower, upper))
