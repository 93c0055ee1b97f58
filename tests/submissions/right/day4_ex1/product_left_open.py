# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    return F.replace(sp.exp, lambda u: sp.Mul(sp.exp(2 * u), sp.exp(-u), evaluate=False))
