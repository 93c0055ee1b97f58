# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    print("F =", F)
    sp.pprint(F)
    return F
