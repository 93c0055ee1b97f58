# task: 1.5
# mistake: numeric_sum
# loses: test_finite_means, test_unseen_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    a = sp.Max(lower, -20)
    b = sp.Min(upper, 20)
    n = 100
    width = (b - a) / n
    return sum((a + i * width) * density.subs(x, a + i * width) * width for i in range(n))
