# task: 1.1
# mistake: letter_integrated
# loses: test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # take the first symbol of f
    symbol = sorted(f.free_symbols, key=str)[0]
    return sp.integrate(f, symbol)
