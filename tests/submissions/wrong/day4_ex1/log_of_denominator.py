# task: 1.1
# mistake: log_of_denominator
# loses: test_unseen_integrands
import sympy as sp


def indefinite_integral(f, x):
    top, bottom = sp.fraction(f)
    if not f.has(sp.exp) and bottom.has(x):
        # 1/u integrates to log(u)
        return top * sp.log(bottom)
    return sp.integrate(f, x)
