# task: 1.2
# mistake: nonfinite
# loses: test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    # a limit at infinity, but not at minus infinity
    F = sp.integrate(f, x)
    return sp.limit(F, x, upper) - F.subs(x, lower)
