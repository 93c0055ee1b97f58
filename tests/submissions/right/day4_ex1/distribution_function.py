# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    # area from 1 to x
    t = sp.Dummy("t", positive=True)
    F = sp.integrate(f.subs(x, t), t)
    return F.subs(t, x) - F.subs(t, 1)
