# task: 1.6
# mistake: exception_returned
# loses: test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        return ValueError
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        return ValueError
    return g
