# task: 1.2
# mistake: infinite_end
# loses: test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, sp.oo))
