# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    return sp.together((x * density).integrate((x, lower, upper)))
