# task: 1.5
# mistake: infinite_everywhere
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp
from sympy.stats import ContinuousRV, E


def expectation(density, x, lower, upper):
    X = ContinuousRV(x, density)
    return sp.simplify(E(X))
