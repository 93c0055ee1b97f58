# task: 1.1
# mistake: text_read_again
# loses: test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    return sp.integrate(sp.sympify(str(f)), x)
