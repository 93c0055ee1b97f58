# task: 1.2
# mistake: heights_subtracted
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # f(a) - f(b)
    return sp.limit(f, x, lower) - sp.limit(f, x, upper)
