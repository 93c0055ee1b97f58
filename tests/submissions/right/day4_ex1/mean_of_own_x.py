# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    t = sp.Symbol('t', real=True)
    return sp.integrate(t * density.subs(x, t), (t, lower, upper))
