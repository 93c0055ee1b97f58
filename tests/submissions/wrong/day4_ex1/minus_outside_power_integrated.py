# task: 1.1
# mistake: minus_outside_power
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    integrand = -sp.E**x  # e to the power of minus x
    return sp.integrate(integrand, x)
