# task: 1.1
# mistake: power_rule_down
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # power rule: bring the exponent down
    base, n = f.as_base_exp()
    return n * base ** (n - 1)
