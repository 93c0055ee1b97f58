# task: 1.2
# mistake: bound_unused
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.integrate(f, (x, 0, 1))
    return round(float(area.subs({s: 1 for s in area.free_symbols})), 3)
