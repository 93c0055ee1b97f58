# task: 1.5
# mistake: from_lower
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    t = sp.Dummy("t")
    below = sp.integrate(density.subs(x, t), (t, lower, x))
    return sp.integrate(1 - below, (x, lower, upper))
