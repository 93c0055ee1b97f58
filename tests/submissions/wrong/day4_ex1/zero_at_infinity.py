# task: 1.2
# mistake: zero
# loses: test_unseen_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.integrate(f, x)
    # nothing is left at infinity
    top = 0 if upper == sp.oo else F.subs(x, upper)
    bottom = 0 if lower == -sp.oo else F.subs(x, lower)
    return top - bottom
