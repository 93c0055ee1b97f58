# task: 1.1
# mistake: nearly
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # twenty strips from 0 to x
    n = 20
    return sum(f.subs(x, x * (k + sp.Rational(1, 2)) / n) * x / n for k in range(n))
