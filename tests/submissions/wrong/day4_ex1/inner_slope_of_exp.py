# task: 1.1
# mistake: inner_slope
# loses: test_other_ranges
import sympy as sp


def indefinite_integral(f, x):
    number, g = f.as_independent(x)
    if isinstance(g, sp.exp):
        return number * g / sp.diff(g.args[0], x)
    return sp.integrate(f, x)
