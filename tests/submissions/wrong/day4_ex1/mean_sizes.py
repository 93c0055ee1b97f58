# task: 1.5
# mistake: sizes_only
# loses: test_finite_means, test_unseen_means
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def expectation(density, x, lower, upper):
    return definite_integral(sp.Abs(x) * density, x, lower, upper)
