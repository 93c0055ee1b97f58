# task: 1.3
# mistake: undecided_comparison
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # a symbol that is positive, so that SymPy knows the sign
    x = sp.Symbol("x", positive=True)
    area = sp.integrate(f, (x, lower, upper))
    return bool(f >= 0) and area == 1
