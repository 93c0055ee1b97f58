# task: 1.6
import sympy as sp


def normalize(f, x, lower, upper):
    t = sp.Symbol('t', real=True)
    h = f.subs(x, t)
    area = sp.integrate(h, (t, lower, upper))
    if area == 0 or not area.is_finite:
        raise ValueError('area')
    g = h / area
    if sp.solveset(g < 0, t, sp.Interval(lower, upper)) != sp.S.EmptySet:
        raise ValueError('sign')
    return g.subs(t, x)
