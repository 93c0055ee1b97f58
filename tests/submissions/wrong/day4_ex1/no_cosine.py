# task: 1.1
# mistake: unevaluated
# loses: test_other_ranges
import sympy as sp


def indefinite_integral(f, x):
    # knows exponentials and powers, as in the lesson
    if f.has(sp.cos):
        return sp.Integral(f, x)
    return sp.integrate(f, x)
