# task: 1.1
# mistake: gaussian
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # normal distribution
    return sp.integrate(sp.exp(-x**2), x)
