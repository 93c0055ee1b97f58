# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    t = sp.Symbol("t", real=True)
    return sp.simplify(sp.integrate(f.subs(x, t), (t, 1, x)))
