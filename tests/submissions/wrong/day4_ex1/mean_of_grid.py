# task: 1.5
# mistake: numeric_sum
# loses: test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    if not (upper - lower).is_finite:
        return sp.integrate(x * density, (x, lower, upper))
    places = [lower + (upper - lower) * sp.Rational(k, 40) for k in range(41)]
    weights = [density.subs(x, place) for place in places]
    return sum(w * place for w, place in zip(weights, places)) / sum(weights)
