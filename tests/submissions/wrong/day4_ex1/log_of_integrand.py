# task: 1.1
# mistake: log_of_integrand
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # log is the opposite of exp
    return sp.log(f)
