# task: 1.5
# mistake: returned_none
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    mean = sp.integrate(x * density, (x, lower, upper))
