# task: 1.5
# mistake: second_moment
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def expectation(density, x, lower, upper):
    return sp.sqrt(definite_integral(x**2 * density, x, lower, upper))
