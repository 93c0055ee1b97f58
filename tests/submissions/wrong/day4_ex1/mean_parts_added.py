# task: 1.5
# mistake: parts_added
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    F = sp.integrate(density, x)
    edge = sp.limit(x * F, x, upper) - sp.limit(x * F, x, lower)
    return edge + sp.integrate(F, (x, lower, upper))
