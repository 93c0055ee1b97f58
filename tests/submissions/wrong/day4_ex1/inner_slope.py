# task: 1.1
# mistake: inner_slope
# loses: test_other_ranges
import sympy as sp


def indefinite_integral(f, x):
    number, g = f.as_independent(x)
    if g.is_Pow and g.base.has(x) and not g.exp.has(x) and g.exp != -1:
        u, n = g.base, g.exp
        return number * u ** (n + 1) / ((n + 1) * sp.diff(u, x))
    return sp.integrate(f, x)
