# task: 1.6
import sympy as sp


class NoDensityError(ValueError):
    pass


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise NoDensityError('no area')
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise NoDensityError('negative somewhere')
    return g
