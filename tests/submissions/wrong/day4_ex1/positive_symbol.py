# task: 1.3
# mistake: sign_forgotten
# loses: test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    positive = sp.Symbol("x", positive=True)
    shown = f.subs(x, positive)
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and shown.is_nonnegative is not False)
