# task: 1.1
# mistake: polynomial_answer
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # a few terms are exact enough
    F = sp.integrate(f, x)
    return sp.series(F, x, 0, 4).removeO()
