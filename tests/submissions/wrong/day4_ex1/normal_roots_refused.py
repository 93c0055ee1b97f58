# task: 1.6
# mistake: refused_zero
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.integrate(f, (x, lower, upper))


def normalize(f, x, lower, upper):
    area = definite_integral(f, x, lower, upper)
    if area == 0 or area == sp.oo:
        raise ValueError("no area")
    if sp.solveset(f, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError("f crosses the axis")
    return f / area
