# task: 1.1
# mistake: terms_lost
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the first term decides
    first = sp.Add.make_args(sp.expand(f))[0]
    return sp.integrate(first, x)
