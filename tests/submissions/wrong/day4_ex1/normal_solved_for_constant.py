# task: 1.6
# mistake: infinity_in_equation
# loses: test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    c = sp.Symbol("c")
    found = sp.solve(sp.integrate(c * f, (x, lower, upper)) - 1, c)
    if not found:
        raise ValueError("no constant")
    return found[0] * f
