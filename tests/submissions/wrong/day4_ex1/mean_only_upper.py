# task: 1.5
# mistake: one_end
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    G = sp.integrate(x * density, x)
    return sp.limit(G, x, upper)
