# task: 1.1
# notes: imaginary
import sympy as sp


def indefinite_integral(f, x):
    # complex constants are constants as well
    return sp.integrate(f, x) + sp.I * sp.pi
