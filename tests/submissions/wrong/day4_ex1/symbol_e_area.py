# task: 1.2
# mistake: symbol_e
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    e = sp.Symbol("e", positive=True)
    F = -(e ** (-x))
    return F.subs(x, 5) - F.subs(x, 0)
