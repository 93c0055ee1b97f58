# task: 1.6
# mistake: text_raised
# loses: test_hopeless_areas, test_hopeless_signs
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
    area = definite_integral(f, x, lower, upper)
    if area.is_finite and area != 0 and is_probability_density(f / area, x, lower, upper):
        return f / area
    raise "no constant makes this a density"
