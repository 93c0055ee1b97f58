# task: 1.2
# mistake: minus_lost
# loses: test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    # an area is positive
    return abs(sp.integrate(f, (x, lower, upper)))
