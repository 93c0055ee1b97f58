# task: 1.6
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def is_probability_density(f, x, lower, upper):
    if sp.simplify(definite_integral(f, x, lower, upper) - 1) != 0:
        return False
    return sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet


def normalize(f, x, lower, upper):
    area = definite_integral(f, x, lower, upper)
    if not area.is_finite or area == 0:
        raise ValueError(f'the area is {area}')
    g = f / area
    if not is_probability_density(g, x, lower, upper):
        raise ValueError('it changes its sign')
    return g
