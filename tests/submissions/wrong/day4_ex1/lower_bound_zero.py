# task: 1.2
# mistake: lower_bound_zero
# loses: test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    if upper == sp.oo:
        return sp.integrate(f, (x, lower, upper))
    # the axis starts at zero
    return sp.integrate(f, (x, 0, upper))
