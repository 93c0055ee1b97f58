# task: 1.1
# notes: lambda
import sympy as sp


def indefinite_integral(f, x):
    t = sp.Symbol("t")
    return sp.Lambda(t, sp.integrate(f.subs(x, t), t))
