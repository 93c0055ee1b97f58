# task: 1.5
# mistake: by_hand
# loses: test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    if not (upper - lower).is_finite:
        return sp.integrate(x * density, (x, lower, upper))
    low, high = density.subs(x, lower), density.subs(x, upper)
    return (lower * low + upper * high) / (low + high)
