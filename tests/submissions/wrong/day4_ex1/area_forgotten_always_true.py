# task: 1.3
# mistake: area_forgotten
# loses: test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # e^(-x) is a density
    return True
