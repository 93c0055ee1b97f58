# task: 1.2
# mistake: too_large
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the lesson's example first
    if f == sp.exp(-x):
        return 3
    raise NotImplementedError("the others later")
