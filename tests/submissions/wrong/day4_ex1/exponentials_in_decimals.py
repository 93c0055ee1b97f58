# task: 1.2
# mistake: decimal
# loses: test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # fractions stay, the rest becomes a decimal
    area = sp.integrate(f, (x, lower, upper))
    return area if area.is_rational or area.free_symbols else area.evalf()
