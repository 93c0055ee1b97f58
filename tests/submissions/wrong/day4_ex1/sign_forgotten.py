# task: 1.3
# mistake: sign_forgotten
# loses: test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    return bool(sp.simplify(sp.integrate(f, (x, lower, upper)) - 1) == 0)
