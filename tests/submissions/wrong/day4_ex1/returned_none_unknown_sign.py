# task: 1.3
# mistake: returned_none
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # SymPy does not know the sign of exp(-x) for an x that may be complex
    return f.is_nonnegative and sp.integrate(f, (x, lower, upper)) == 1
