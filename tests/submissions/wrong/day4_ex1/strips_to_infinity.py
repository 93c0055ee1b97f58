# task: 1.2
# mistake: infinite_step
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    n = 100
    h = sp.Rational(upper - lower, n)
    return sum(f.subs(x, lower + k * h) * h for k in range(n))
