# task: 1.2
# mistake: heights_subtracted
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the function at the end minus the function at the start
    return f.subs(x, upper) - f.subs(x, lower)
