# task: 1.2
# mistake: quad_pair
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import mpmath
import sympy as sp


def definite_integral(f, x, lower, upper):
    # numerical integration, value and error
    number = sp.lambdify(x, f, "mpmath")
    value, error = mpmath.quad(number, [float(lower), float(upper)], error=True)
    return float(value), float(error)
