# task: 1.1
# mistake: inner_ignored
# loses: test_other_ranges
import sympy as sp


def indefinite_integral(f, x):
    number, g = f.as_independent(x)
    if g.is_Pow and g.base.has(x) and g.exp.is_Integer and g.exp > 1:
        return number * g.base ** (g.exp + 1) / (g.exp + 1)
    return sp.integrate(f, x)
