# task: 1.3
# mistake: said_true
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # with the absolute value, dips count as well
    t = sp.Symbol("t", real=True)
    g = f.subs(x, t)
    zeros = [z for z in sp.solve(g, t) if z.is_real and lower < z < upper]
    cuts = [lower, *sorted(zeros), upper]
    parts = [sp.Abs(sp.integrate(g, (t, a, b))) for a, b in zip(cuts, cuts[1:])]
    return sp.simplify(sum(parts) - 1) == 0
