# task: 1.1
# mistake: number_wanted
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    print("f is %.3f" % f)
    return sp.integrate(f, x)
