# task: 1.2
# mistake: decimal
# loses: test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return sp.Integral(f, (x, lower, upper)).evalf(15)
