# task: 1.2
import sympy as sp


def definite_integral(f, x, lower, upper):
    total = sp.Integer(0)
    for term in sp.expand(f).as_ordered_terms():
        total += sp.integrate(term, (x, lower, upper))
    return total
