# task: 1.5
# mistake: other_curve
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    cdf = sp.integrate(density, x)
    return sp.integrate(x * cdf, (x, lower, upper))
