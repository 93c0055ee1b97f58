# task: 1.1
# mistake: factors_apart
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # integrate every factor
    result = 1
    for factor in sp.Mul.make_args(f):
        result *= sp.integrate(factor, x)
    return result
