# task: 1.1
# mistake: wrong_variable
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    t = sp.Symbol("t")
    return sp.integrate(f.subs(x, t), t)
