# task: 1.3
# mistake: sign_forgotten
# loses: test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    # check that f is not negative, at some point
    return bool(sp.simplify(area - 1) == 0 and f.subs(x, 2) >= 0 or area == 1)
