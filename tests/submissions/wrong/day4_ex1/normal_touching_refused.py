# task: 1.6
# mistake: refused_zero
# loses: test_unseen_shapes
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or not area.is_finite:
        raise ValueError("the area is 0 or infinite")
    zeros = sp.solveset(f, x, sp.Interval.open(lower, upper))
    if zeros != sp.S.EmptySet:
        raise ValueError("it crosses the axis")
    return f / area
