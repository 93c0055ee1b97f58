# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper)) * sp.E
    return area / sp.E * sp.gamma(1)
