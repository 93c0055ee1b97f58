# task: 1.2
# mistake: by_hand
# loses: test_unseen_areas, test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, abs(lower), upper))
