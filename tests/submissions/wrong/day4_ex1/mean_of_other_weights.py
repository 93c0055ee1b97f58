# task: 1.5
# mistake: shifted
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    weight = x**2 * density
    total = sp.integrate(weight, (x, lower, upper))
    return sp.integrate(x * weight / total, (x, lower, upper))
