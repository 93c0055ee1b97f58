# task: 1.1
# mistake: jump
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # any constant may be added, also a whole number
    return sp.integrate(f, x) + sp.floor(x)
