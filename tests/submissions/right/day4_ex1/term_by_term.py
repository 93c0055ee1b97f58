# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    # the integral of a sum is the sum of the integrals
    result = 0
    for term in sp.Add.make_args(sp.expand(f)):
        result = result + sp.integrate(term, x)
    return result
