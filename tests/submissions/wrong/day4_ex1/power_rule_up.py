# task: 1.1
# mistake: power_rule_up
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # power rule: add one to the exponent, divide by the new exponent
    base, exponent = f.as_base_exp()
    return base ** (exponent + 1) / (exponent + 1)
