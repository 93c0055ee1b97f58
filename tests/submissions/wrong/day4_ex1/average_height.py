# task: 1.2
# mistake: average_height
# loses: test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if sp.oo in (upper, -lower):
        return area
    return area / (upper - lower)
