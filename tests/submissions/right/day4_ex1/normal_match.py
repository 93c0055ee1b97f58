# task: 1.6
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def is_probability_density(f, x, lower, upper):
    area = definite_integral(f, x, lower, upper)
    if sp.simplify(area - 1) != 0:
        return False
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return negative == sp.S.EmptySet


def normalize(f, x, lower, upper):
    area = definite_integral(f, x, lower, upper)
    match area:
        case sp.oo | sp.S.Zero | sp.S.NegativeInfinity:
            raise ValueError(f"area {area}")
        case _:
            g = f / area
    if is_probability_density(g, x, lower, upper) is False:
        raise ValueError("sign")
    return g
