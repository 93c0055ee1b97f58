# task: 1.3
# mistake: range_of_integers
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    return area == 1 and all(f.subs(x, k) >= 0 for k in range(lower, upper))
