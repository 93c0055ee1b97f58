# task: 1.2
# mistake: numeric_sum
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # begin just after the start
    start = lower + sp.Rational(1, 10**6)
    return sp.integrate(f, (x, start, upper))
