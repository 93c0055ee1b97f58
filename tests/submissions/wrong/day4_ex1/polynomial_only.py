# task: 1.3
# mistake: polynomial_only
# loses: test_lesson_density, test_area_decides, test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    if sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) != 0:
        return False
    # at a root of odd multiplicity the sign changes
    for root, times in sp.roots(f, x).items():
        if root.is_real and lower < root < upper and times % 2 == 1:
            return False
    return True
