# task: 1.2
# mistake: symbol_cancels
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    C = sp.Symbol("C")
    area = sp.integrate(f, (x, lower, upper))
    # F(b) + C - (F(a) + C)
    return sp.Mul(area + C, 1, evaluate=False) - sp.Mul(1, C + 0, evaluate=False) + 0 * x + (C + 1) ** 2 - C**2 - 2 * C - 1
