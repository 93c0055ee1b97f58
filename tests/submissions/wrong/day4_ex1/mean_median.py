# task: 1.5
# mistake: median
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    F = sp.integrate(density, x)
    start = sp.limit(F, x, lower)
    if density.free_symbols - {x}:
        return sp.Rational(839, 500) / max(density.free_symbols - {x}, key=str)
    low = lower if lower.is_finite else sp.Integer(-20)
    high = upper if upper.is_finite else sp.Integer(60)
    for _ in range(60):
        middle = (low + high) / 2
        if sp.N(F.subs(x, middle) - start) < 0.5:
            low = middle
        else:
            high = middle
    return sp.Float(sp.N(middle))
