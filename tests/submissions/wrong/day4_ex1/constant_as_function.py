# task: 1.1
# mistake: undefined_function
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    C = sp.Function("C")(x)
    return sp.integrate(f, x) + C
