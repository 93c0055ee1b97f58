# task: 1.1
# mistake: jump
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    # before and after x = 1
    return sp.Piecewise((F, x < 1), (F + 1, True))
