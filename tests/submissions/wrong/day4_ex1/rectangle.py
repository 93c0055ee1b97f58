# task: 1.2
# mistake: rectangle
# loses: test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    if sp.oo in (upper, -lower):
        return sp.integrate(f, (x, lower, upper))
    # base times height
    return (f.subs(x, lower) + f.subs(x, upper)) / 2 * (upper - lower)
