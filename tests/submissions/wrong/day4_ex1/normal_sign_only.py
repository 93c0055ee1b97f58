# task: 1.6
# mistake: area_infinite
# loses: test_hopeless_areas
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    g = f / area
    if area != 0 and sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError('negative')
    if area == 0 and f != 0:
        raise ValueError('negative')
    return g
