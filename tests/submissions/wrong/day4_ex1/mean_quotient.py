# task: 1.5
# mistake: divided_by_density
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.integrate(x / density, (x, lower, upper))
