# task: 1.5
# mistake: other_mean
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return 1 / sp.integrate(density / x, (x, lower, upper))
