# task: 1.6
# mistake: other_shape
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    return f**2 / sp.integrate(f**2, (x, lower, upper))
