# task: 1.5
# mistake: one_term
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    mean = 0
    for term in sp.Add.make_args(sp.expand(density)):
        mean += sp.integrate(x * term, (x, lower, upper))
        return mean
