# task: 1.1
# mistake: term_sign
# loses: test_other_ranges
import sympy as sp


def indefinite_integral(f, x):
    if not f.has(x):
        return f * x
    if f.is_Add:
        return sp.Add(*[indefinite_integral(term, x) for term in f.args])
    factor, g = f.as_independent(x, as_Add=False)
    if factor != 1:
        return factor * indefinite_integral(g, x)
    if isinstance(g, sp.sin):
        return sp.cos(g.args[0]) / sp.diff(g.args[0], x)
    return sp.integrate(g, x)
