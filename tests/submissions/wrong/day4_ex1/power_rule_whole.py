# task: 1.1
# mistake: power_rule_whole
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    return f ** 2 / 2
