# task: 1.2
# mistake: lower_bound_zero
# loses: test_unseen_areas, test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    start = 0 if lower == -sp.oo else lower
    return sp.integrate(f, (x, start, upper))
