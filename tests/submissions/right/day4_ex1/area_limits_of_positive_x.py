# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    F = sp.integrate(f, x)

    def value(bound):
        if bound in (sp.oo, -sp.oo):
            return sp.limit(F, x, bound)
        return F.subs(x, bound)

    return sp.simplify(value(upper) - value(lower))
