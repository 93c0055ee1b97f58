# task: 1.5
# mistake: decimal
# loses: test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    # the parameter is set to 1
    return float(sp.simplify(sp.integrate(x * density, (x, lower, upper)).subs(dict.fromkeys(density.free_symbols - {x}, 1))))
