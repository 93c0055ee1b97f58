# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.simplify(sp.integrate(sp.expand(x * density), (x, lower, upper)))
