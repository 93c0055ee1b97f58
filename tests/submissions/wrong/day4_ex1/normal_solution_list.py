# task: 1.6
# mistake: list_for_value
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
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
    c = sp.Symbol("c")
    area = definite_integral(f, x, lower, upper)
    if area == 0 or area == sp.oo or not is_probability_density(f / area, x, lower, upper):
        raise ValueError("no constant")
    return sp.solve(sp.Eq(c * area, 1), c) * f
