# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    # one single value has probability 0
    if a == b:
        return 0
    return sp.integrate(density, (x, a, b))
