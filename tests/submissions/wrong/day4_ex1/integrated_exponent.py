# task: 1.1
# mistake: integrated_exponent
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # integrate inside exp
    return f.replace(sp.exp, lambda u: sp.exp(sp.integrate(u, x)))
