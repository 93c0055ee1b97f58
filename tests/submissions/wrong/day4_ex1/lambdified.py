# task: 1.2
# mistake: numbers_only
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.lambdify(x, sp.integrate(f, x))
    return F(upper) - F(lower)
