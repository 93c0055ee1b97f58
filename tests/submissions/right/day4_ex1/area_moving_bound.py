# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    # area up to b, then let b grow
    b = sp.Symbol("b", positive=True)
    F = sp.integrate(f, x)
    area = F.subs(x, b) - sp.limit(F, x, lower)
    return sp.limit(area, b, upper)
