# task: 1.2
# mistake: symbols_to_int
# loses: test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    result = sp.integrate(f, (x, lower, upper))
    return int(result) if result == int(result) else result
