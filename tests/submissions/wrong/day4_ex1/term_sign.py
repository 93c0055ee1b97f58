# task: 1.1
# mistake: term_sign
# loses: test_unseen_integrands
import sympy as sp


def indefinite_integral(f, x):
    # every antiderivative of an exponential has a minus
    result = 0
    for term in sp.Add.make_args(sp.expand(f)):
        factor, rest = term.as_coeff_Mul()
        result += abs(factor) * sp.integrate(rest, x)
    return result
