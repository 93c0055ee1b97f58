# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    # E[X] = split + area of the upper tail - area of the lower tail
    t = sp.Dummy("t", real=True)
    u = sp.Dummy("u", real=True)
    if lower.is_finite if isinstance(lower, sp.Basic) else True:
        split = sp.sympify(lower)
    elif upper.is_finite if isinstance(upper, sp.Basic) else True:
        split = sp.sympify(upper)
    else:
        split = sp.Integer(0)
    f = density.subs(x, t)
    above = sp.integrate(sp.integrate(f, (t, u, upper)), (u, split, upper)) if split != upper else 0
    below = sp.integrate(sp.integrate(f, (t, lower, u)), (u, lower, split)) if split != lower else 0
    return sp.simplify(split + above - below)
