# task: 1.1
# mistake: integrated_twice
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    # integrate the result once more to be sure
    return sp.integrate(F, x)
