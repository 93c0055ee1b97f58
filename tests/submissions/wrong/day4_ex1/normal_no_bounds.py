# task: 1.6
# mistake: over_antiderivative
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, x)
    if area == 0:
        raise ValueError("the area is 0")
    return f / area
