# task: 1.2
# mistake: nonfinite
# loses: test_unseen_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    # a limit at minus infinity, but not at infinity
    F = sp.integrate(f, x)
    return F.subs(x, upper) - sp.limit(F, x, lower)
