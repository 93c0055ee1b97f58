# task: 1.3
# mistake: below_outside
# loses: test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # the lowest point is at an end, or where the slope is 0
    places = [lower, upper, *sp.solve(sp.diff(f, x), x)]
    lowest = min(sp.limit(f, x, place) for place in places)
    return bool(lowest >= 0 and sp.integrate(f, (x, lower, upper)) == 1)
