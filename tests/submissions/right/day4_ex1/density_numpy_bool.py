# task: 1.3
import numpy as np
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return np.bool_(area == 1) & np.bool_(negative == sp.EmptySet)
