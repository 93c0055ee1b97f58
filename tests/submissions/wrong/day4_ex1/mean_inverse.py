# task: 1.5
# mistake: mean_changed
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return 1 / sp.integrate(x * density, (x, lower, upper))
