# task: 1.6
# mistake: refused_infinite
# loses: test_unseen_shapes
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if lower == -sp.oo or area == 0 or not area.is_finite:
        raise ValueError("the area is 0 or infinite")
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError("below 0")
    return g
