# task: 1.2
# mistake: symbol_infinity
# loses: test_lesson_area, test_unseen_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    oo = sp.Symbol("oo", positive=True)
    if upper == sp.oo:
        upper = oo
    return sp.integrate(f, (x, lower, upper))
