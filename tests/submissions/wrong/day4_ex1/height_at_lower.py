# task: 1.2
# mistake: height_not_area
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the curve starts at its top
    return sp.limit(f, x, lower)
