# task: 1.3
# mistake: nan_compared
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    ends_well = f.subs(x, lower) >= 0 and f.subs(x, upper) >= 0
    return bool(ends_well and sp.integrate(f, (x, lower, upper)) == 1)
