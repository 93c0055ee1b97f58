# task: 1.3
# mistake: area_rounded
# loses: test_area_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = float(sp.integrate(f, (x, lower, upper)))
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return round(area, 6) == 1 and negative == sp.S.EmptySet
