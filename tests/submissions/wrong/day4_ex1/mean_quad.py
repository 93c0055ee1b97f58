# task: 1.5
# mistake: quad_pair
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    f = sp.lambdify(x, x * density)
    width = 0.01
    points = [float(max(lower, -20)) + width * k for k in range(2000)]
    return sum(width * float(f(p)) for p in points if p < upper), 1e-9
