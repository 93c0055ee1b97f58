# task: 1.1
# mistake: wrong_type
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # every antiderivative
    C = sp.Symbol("C")
    F = sp.integrate(f, x)
    return sp.ImageSet(sp.Lambda(C, F + C), sp.S.Reals)
