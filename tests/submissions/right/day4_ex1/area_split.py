# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    # two parts that meet in the middle
    middle = lower + 1 if lower != -sp.oo else 0
    left = sp.integrate(f, (x, lower, middle))
    right = sp.integrate(f, (x, middle, upper))
    return left + right
