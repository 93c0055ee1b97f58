# task: 1.2
# mistake: minus_lost
# loses: test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    return sp.sqrt(area**2)
