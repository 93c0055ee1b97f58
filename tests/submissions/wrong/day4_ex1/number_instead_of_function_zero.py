# task: 1.1
# mistake: number_instead_of_function
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # the limit at infinity
    return sp.limit(sp.integrate(f, x), x, sp.oo)
