# task: 1.1
# mistake: stray_term
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # plus C
    C = sp.Symbol("C")
    return sp.integrate(f, x) + C * x
