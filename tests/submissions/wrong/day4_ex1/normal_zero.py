# task: 1.6
# mistake: zero_returned
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError('no area')
    g = f / area
    if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError('negative somewhere')
    return sp.Integer(0)
