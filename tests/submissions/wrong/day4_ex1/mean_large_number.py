# task: 1.5
# mistake: end_for_infinity
# loses: test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    if upper == sp.oo:
        upper = 1000
    if lower == -sp.oo:
        lower = -1000
    return sp.integrate(x * density, (x, lower, upper))
