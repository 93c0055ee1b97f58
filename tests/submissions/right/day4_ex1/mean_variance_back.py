# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    # E[(X+1)^2] - E[X^2] - 1 = 2 E[X]
    E = lambda g: sp.integrate(sp.expand(g * density), (x, lower, upper))
    return sp.simplify((E((x + 1) ** 2) - E(x**2) - E(1)) / 2)
