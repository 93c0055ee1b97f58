# task: 1.1
# mistake: which_variable
# loses: test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(f)
