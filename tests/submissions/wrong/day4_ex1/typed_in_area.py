# task: 1.2
# mistake: typed_in
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # a density has area 1
    return 1
