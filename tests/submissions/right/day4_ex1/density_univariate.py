# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    t = sp.Symbol("t", real=True)
    g = f.subs(x, t)
    where = sp.Interval(lower, upper)
    good = sp.solve_univariate_inequality(g >= 0, t, relational=False, domain=where)
    return bool(sp.integrate(g, (t, lower, upper)) == 1 and where.is_subset(good))
