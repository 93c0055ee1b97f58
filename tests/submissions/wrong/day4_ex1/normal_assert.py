# task: 1.6
# mistake: other_exception
# loses: test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    assert area != 0 and area.is_finite
    g = f / area
    assert sp.solveset(g < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
    return g
