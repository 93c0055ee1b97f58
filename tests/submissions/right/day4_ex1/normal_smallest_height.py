# task: 1.6
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError('area')
    g = sp.expand(f / area)
    t = sp.Symbol('x', real=True)
    lowest = sp.calculus.util.minimum(g.subs(x, t), t, sp.Interval(lower, upper))
    if lowest < 0:
        raise ValueError('sign')
    return g
