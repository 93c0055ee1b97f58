# task: 1.6
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    try:
        assert area.is_finite and area != 0
        g = f / area
        assert sp.solveset(g < 0, x, sp.Interval(lower, upper)).is_empty
    except AssertionError:
        raise ValueError('no density') from None
    return g
