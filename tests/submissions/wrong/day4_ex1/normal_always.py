# task: 1.6
# mistake: refused_all
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    raise ValueError('no constant')
