# task: 1.5
import sympy as sp


def expectation(density, x, lower, upper):
    terms = sp.Add.make_args(sp.expand(x * density))
    return sum(sp.integrate(term, (x, lower, upper)) for term in terms)
