# task: 1.1
# notes: constant
import sympy as sp


def indefinite_integral(f, x):
    C = sp.Symbol("C", positive=True)
    return sp.integrate(f, x) + sp.log(C)
