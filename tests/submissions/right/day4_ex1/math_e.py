# task: 1.1
# notes: floats
import math

import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    return F.replace(sp.exp, lambda u: math.e**u)
