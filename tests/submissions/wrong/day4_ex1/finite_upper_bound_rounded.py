# task: 1.2
# mistake: finite_upper_bound
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    if upper == sp.oo:
        upper = 5
    area = sp.integrate(f, (x, lower, upper))
    return round(float(area), 4)
