# task: 1.5
# mistake: infinite_integer
# loses: test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.integrate(x * density, (x, int(lower), int(upper)))
