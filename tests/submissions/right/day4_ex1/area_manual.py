# task: 1.2
import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate


def definite_integral(f, x, lower, upper):
    F = manualintegrate(f, x)
    return F.limit(x, upper) - F.limit(x, lower)
