# task: 1.3
# mistake: refused_curves
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    x = sp.Symbol("x", positive=True)
    area = sp.integrate(f, (x, lower, upper))
    return area == 1 and sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
