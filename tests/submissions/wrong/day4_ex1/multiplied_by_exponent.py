# task: 1.1
# mistake: multiplied_by_exponent
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # chain rule: multiply by what stands in the exponent
    exponent = sp.log(f)
    return sp.expand_log(exponent, force=True) * f
