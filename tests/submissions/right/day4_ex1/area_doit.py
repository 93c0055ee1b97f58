# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.Integral(f, (x, lower, upper))
    return area.doit()
