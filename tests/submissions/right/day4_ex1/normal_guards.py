# task: 1.6
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError('no area')
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError('negative somewhere')
    return g
