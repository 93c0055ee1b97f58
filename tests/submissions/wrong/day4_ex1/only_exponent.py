# task: 1.1
# mistake: only_exponent
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    u = sp.expand_log(sp.log(f), force=True)
    return sp.integrate(u, x)
