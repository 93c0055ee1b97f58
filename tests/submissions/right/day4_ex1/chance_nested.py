# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    # P(X > a) - P(X > b), both up to the same point
    far = b + 1 if b != sp.oo else sp.oo
    if far == sp.oo:
        return sp.integrate(density, (x, a, sp.oo))
    return sp.integrate(density, (x, a, far)) - sp.integrate(density, (x, b, far))
