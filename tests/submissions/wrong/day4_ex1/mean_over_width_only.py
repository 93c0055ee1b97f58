# task: 1.5
# mistake: height_not_area
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.integrate(density, (x, lower, upper)) / (upper - lower)
