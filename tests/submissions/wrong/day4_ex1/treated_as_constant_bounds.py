# task: 1.2
# mistake: treated_as_constant
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    x = sp.Symbol("x", positive=True)
    return sp.integrate(f, (x, lower, upper))
