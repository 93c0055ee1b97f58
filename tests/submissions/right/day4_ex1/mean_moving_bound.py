# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    t = sp.Symbol('t', positive=True)
    a = -t if lower == -sp.oo else lower
    b = t if upper == sp.oo else upper
    found = sp.integrate(x * density, (x, a, b))
    return sp.limit(found, t, sp.oo)
