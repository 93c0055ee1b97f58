# task: 1.3
# mistake: typed_in
# loses: test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # the one density of the lesson
    return f == sp.exp(-x)
