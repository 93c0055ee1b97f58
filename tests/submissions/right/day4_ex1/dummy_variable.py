# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    t = sp.Dummy("t")
    F = sp.integrate(f.subs(x, t), t)
    return F.subs(t, x)
