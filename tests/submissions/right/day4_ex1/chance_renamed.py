# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    t = sp.Dummy("t", real=True)
    return sp.integrate(density.subs(x, t), (t, a, b))
