# task: 1.6
# mistake: refused_elsewhere
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, 0, upper))
    if area.is_infinite or area == 0:
        raise ValueError("the area cannot be 1")
    density = f / area
    total = sp.integrate(density, (x, lower, upper))
    if total != 1 or sp.solveset(density < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError("not a density")
    return density
