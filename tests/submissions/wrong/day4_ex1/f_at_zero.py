# task: 1.3
# mistake: area_forgotten
# loses: test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # starts at 1 and falls
    return bool(f.subs(x, 0) == 1)
