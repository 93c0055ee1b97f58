# task: 1.5
# mistake: zero
# loses: test_finite_means
import sympy as sp


def expectation(density, x, lower, upper):
    if sp.simplify(density.subs(x, -x) - density) == 0:
        return sp.Integer(0)
    return sp.integrate(x * density, (x, lower, upper))
