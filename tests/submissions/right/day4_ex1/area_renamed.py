# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    t = sp.Symbol("t", real=True)
    return sp.integrate(f.subs(x, t), (t, lower, upper))
