# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = float(sp.integrate(f, (x, lower, upper)))
    if abs(area - 1) > 1e-9:
        return False
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return negative.is_empty
