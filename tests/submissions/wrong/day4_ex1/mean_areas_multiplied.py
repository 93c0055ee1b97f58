# task: 1.5
# mistake: x_alone
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    values = sp.integrate(x, (x, lower, upper))
    return values * sp.integrate(density, (x, lower, upper))
