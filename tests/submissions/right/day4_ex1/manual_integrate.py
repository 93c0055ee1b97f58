# task: 1.1
import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate


def indefinite_integral(f, x):
    return manualintegrate(f, x)
