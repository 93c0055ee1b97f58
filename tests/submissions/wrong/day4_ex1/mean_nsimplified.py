# task: 1.5
# mistake: nearly_exact
# loses: test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    number = sp.Integral(x * density, (x, lower, upper)).evalf()
    return sp.nsimplify(number, rational=True)
