# task: 1.1
# mistake: mean_integrand
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # E[X] = integral of x f(x)
    return sp.integrate(x * f, x)
