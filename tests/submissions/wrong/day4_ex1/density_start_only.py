# task: 1.3
# mistake: sign_forgotten
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) != 0:
        return False
    points = [lower, *(place for place in sp.solve(sp.diff(f, x), x) if place.is_real)]
    return all(sp.limit(f, x, place) >= 0 for place in points)
