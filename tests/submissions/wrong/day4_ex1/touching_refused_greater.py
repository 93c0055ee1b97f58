# task: 1.3
# mistake: touching_refused
# loses: test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    whole = sp.Interval(lower, upper)
    positive = sp.solveset(f > 0, x, whole)
    return sp.simplify(area - 1) == 0 and positive == whole
