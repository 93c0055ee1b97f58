# task: 1.3
# mistake: complex_compared
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) != 0:
        return False
    # the lowest points: both ends, and where the slope is 0
    places = [lower, upper]
    for point in sp.solve(sp.diff(f, x), x):
        if lower < point < upper:
            places.append(point)
    return all(sp.limit(f, x, place) >= 0 for place in places)
