# task: 1.5
# mistake: divided_by_width
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    width = min(upper, 10) - max(lower, -10)
    return sp.integrate(x * density, (x, lower, upper)) / width
