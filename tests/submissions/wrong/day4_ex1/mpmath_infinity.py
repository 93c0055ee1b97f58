# task: 1.2
# mistake: mpmath_number
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import mpmath
import sympy as sp


def definite_integral(f, x, lower, upper):
    return mpmath.quad(sp.lambdify(x, f, "mpmath"), [lower, upper])
