# task: 1.4
import sympy as sp


def probability(density, x, a, b):
    F = sp.integrate(density, x)

    def cdf(value):
        return sp.limit(F, x, value)

    return cdf(b) - cdf(a)
