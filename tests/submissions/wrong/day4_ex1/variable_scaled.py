# task: 1.1
# mistake: variable_scaled
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # substitute u = 2x
    return sp.integrate(f.subs(x, 2 * x), x)
