# task: 1.5
# mistake: f_outside
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    t = sp.Symbol("t", real=True)
    return sp.integrate(t * density, (t, lower, upper))
