# task: 1.2
# mistake: slopes_subtracted
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.diff(f, x)
    return sp.limit(F, x, upper) - sp.limit(F, x, lower)
