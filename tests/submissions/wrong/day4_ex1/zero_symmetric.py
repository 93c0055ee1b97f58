# task: 1.2
# mistake: too_large
# loses: test_unseen_areas, test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the same on both sides: twice the half
    if lower == -upper:
        return 2 * sp.integrate(f, (x, 0, upper))
    return sp.integrate(f, (x, lower, upper))
