# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    t = sp.Symbol("t", real=True)
    lowest = sp.minimum(f.subs(x, t), t, sp.Interval(lower, upper))
    return bool(lowest >= 0) and sp.simplify(area - 1) == 0
