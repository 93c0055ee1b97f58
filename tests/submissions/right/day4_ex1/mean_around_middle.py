# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    # how far the mean is from a point, then the point
    c = lower if lower.is_finite else upper
    return c + sp.integrate((x - c) * density, (x, lower, upper))
