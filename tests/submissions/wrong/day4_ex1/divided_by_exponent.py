# task: 1.1
# mistake: divided_by_exponent
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # integral of e^u is e^u / u
    u = sp.expand_log(sp.log(f), force=True)
    return f / u
