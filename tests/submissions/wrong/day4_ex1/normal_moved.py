# task: 1.6
# mistake: moved
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    return f - area
