# task: 1.5
# mistake: stretched
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    mean = sp.integrate(x * density, (x, lower, upper))
    variance = sp.integrate((x - mean) ** 2 * density, (x, lower, upper))
    return sp.sqrt(variance) / mean
