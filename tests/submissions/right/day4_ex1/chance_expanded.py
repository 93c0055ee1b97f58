# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    p = sp.integrate(sp.expand(density), (x, a, b))
    print(float(p) if p.is_number else p)
    return p
