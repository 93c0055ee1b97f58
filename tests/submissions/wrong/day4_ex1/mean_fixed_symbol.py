# task: 1.5
# mistake: f_outside
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    x = sp.Symbol('x', positive=True)
    return sp.integrate(x * density, (x, lower, upper))
