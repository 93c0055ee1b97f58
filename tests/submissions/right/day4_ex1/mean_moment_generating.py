# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    # the slope at 0 of the moment generating function
    t = sp.Symbol('t', negative=True) if upper == sp.oo else sp.Symbol('t', positive=True)
    M = sp.integrate(sp.expand(sp.exp(t * x) * density), (x, lower, upper))
    slope = sp.together(sp.diff(M, t))
    return sp.limit(slope, t, 0, '-' if upper == sp.oo else '+')
