# task: 1.5
# mistake: values_added
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    # as for a die: each value times its probability
    return sum(k * density.subs(x, k) for k in range(int(lower), int(upper) + 1))
