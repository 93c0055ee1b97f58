# task: 1.3
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) != 0:
        return False
    # f can change its sign at its zeros only: test once between any two of them
    t = sp.Symbol("t", real=True)
    g = f.subs(x, t)
    zeros = [z for z in sp.solve(g, t) if z.is_real and lower < z < upper]
    low = lower if lower != -sp.oo else min(zeros, default=0) - 2
    high = upper if upper != sp.oo else max([*zeros, low], default=0) + 2
    cuts = [low, *sorted(zeros), high]
    return all(bool(g.subs(t, (a + b) / 2) >= 0) for a, b in zip(cuts, cuts[1:]))
