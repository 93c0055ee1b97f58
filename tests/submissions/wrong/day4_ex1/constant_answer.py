# task: 1.1
# mistake: constant_answer
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    C = sp.Symbol("C")
    F = sp.integrate(f, (x, 0, sp.oo))
    return 500 * F + C
