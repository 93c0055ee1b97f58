# task: 1.1
# mistake: sign_lost
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    t = sp.Symbol("t")
    # from zero up to x
    return -sp.integrate(f.subs(x, t), (t, 0, x))
