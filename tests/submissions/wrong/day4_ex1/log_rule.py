# task: 1.1
# mistake: log_rule
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # exp(-x) is 1/exp(x), and the integral of 1/x is log(x)
    return sp.log(x)
