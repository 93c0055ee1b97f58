# task: 1.1
import sympy as sp


def indefinite_integral(f, x):
    f = sp.sympify(f)
    antiderivative = sp.integrate(f, x, conds="none")
    return sp.collect(antiderivative, sp.exp(-x))
