# task: 1.5
# mistake: x_added
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def expectation(density, x, lower, upper):
    return definite_integral(x + density, x, lower, upper)
