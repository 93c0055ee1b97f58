# task: 1.5
# mistake: sizes_only
# loses: test_unseen_means, test_finite_means
import sympy as sp


def expectation(density, x, lower, upper):
    if lower < 0 < upper:
        below = sp.integrate(x * density, (x, lower, 0))
        return sp.integrate(x * density, (x, 0, upper)) - below
    return sp.integrate(x * density, (x, lower, upper))
