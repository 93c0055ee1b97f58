# task: 1.1
# mistake: text_added
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(f, x) + "C"
