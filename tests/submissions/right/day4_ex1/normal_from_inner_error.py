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
    try:
        area = definite_integral(f, x, lower, upper)
        assert area.is_finite, "infinite"
        assert area != 0, "zero"
        density = f / area
        assert is_probability_density(density, x, lower, upper), "sign"
    except AssertionError as error:
        raise ValueError(str(error)) from error
    return density
