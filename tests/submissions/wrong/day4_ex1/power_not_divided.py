# task: 1.1
# mistake: power_not_divided
# loses: test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    if not f.is_polynomial(x):
        return sp.integrate(f, x)
    # power rule by hand: raise by one
    return sp.expand(f * x)
