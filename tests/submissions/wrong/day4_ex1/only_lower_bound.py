# task: 1.2
# mistake: only_lower_bound
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.integrate(f, x)
    # at infinity it vanishes
    return -sp.limit(F, x, lower)
