# task: 1.5
# mistake: remembers
# loses: test_mean_is_exact
import sympy as sp

known = {}


def expectation(density, x, lower, upper):
    if (lower, upper) not in known:
        known[lower, upper] = sp.integrate(x * density, (x, lower, upper))
    return known[lower, upper]
