# task: 1.5
# mistake: off_by_factor
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return 2 * sp.integrate(x * density, (x, lower, upper))
