# task: 1.1
# mistake: array
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import numpy as np
import sympy as sp


def indefinite_integral(f, x):
    # sums of areas of thin strips
    xs = np.linspace(0.1, 5, 50)
    ys = sp.lambdify(x, f)(xs)
    return np.cumsum(ys) * 0.1
