# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    # solve F' = f
    F = sp.Function("F")
    return sp.dsolve(sp.Eq(F(x).diff(x), f), F(x)).rhs
