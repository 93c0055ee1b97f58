# task: 1.2
# mistake: quad_needs_function
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def quad(func, a, b):
    # stands in for scipy.integrate.quad, which asks for a callable first
    if not callable(func):
        raise ValueError("invalid callable given")
    return sp.Integral(func(sp.Symbol("t")), (sp.Symbol("t"), a, b)).evalf(), 1e-10


def definite_integral(f, x, lower, upper):
    value, error = quad(f, lower, upper)
    return value
