# task: 1.1
# mistake: divided_by_old_power
# loses: test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    if not f.is_polynomial(x):
        return sp.integrate(f, x)
    # power rule by hand
    result = 0
    for (n,), c in sp.Poly(f, x).terms():
        result += c * x ** (n + 1) / max(n, 1)
    return result
