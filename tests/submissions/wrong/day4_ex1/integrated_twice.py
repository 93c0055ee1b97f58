# task: 1.1
# mistake: treated_as_constant
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    y = sp.Symbol("x", positive=True)
    F = sp.integrate(f, y)
    return sp.integrate(F, y)
