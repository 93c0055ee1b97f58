# task: 1.6
# mistake: refused_infinite
# loses: test_unseen_shapes, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if sp.oo in (area, upper, -lower) or area == 0:
        raise ValueError("the area is 0 or infinite")
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError("below 0")
    return g
