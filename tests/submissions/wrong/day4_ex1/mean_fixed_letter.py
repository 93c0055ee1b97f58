# task: 1.5
# mistake: x_outside
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    t = sp.Symbol('x', positive=True)
    return sp.integrate(t * density, (x, lower, upper))
